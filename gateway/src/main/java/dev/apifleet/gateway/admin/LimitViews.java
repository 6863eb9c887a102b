package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.limit.RejectedKey;
import dev.apifleet.gateway.limit.TierLimit;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.manage.CounterSet;
import dev.apifleet.gateway.limit.top.SpaceSaving.Frequent;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Shows policies, counters and who is rejected. */
final class LimitViews {
  private static final String DECISIONS = "apifleet.ratelimit.decisions";
  private static final String ALONE = "apifleet.ratelimit.store.failures";

  private LimitViews() {}

  /** What this gateway has decided by a policy. */
  static JsonObject policy(PolicyConfig policy, MeterRegistry registry) {
    boolean shadow = policy.mode() == Mode.SHADOW;
    long rejected = count(registry, DECISIONS, policy, "rejected");
    return new JsonObject()
        .put("policy", policy.name())
        .put("mode", policy.mode().name())
        .put("algorithm", policy.algorithm().name())
        .put("precision", policy.precision().name())
        .put("admitted", count(registry, DECISIONS, policy, "admitted"))
        .put("rejected", shadow ? 0 : rejected)
        .put("shadowRejected", shadow ? rejected : 0)
        .put("withoutRedis", count(registry, ALONE, policy, null));
  }

  private static long count(
      MeterRegistry registry, String name, PolicyConfig policy, String outcome) {
    var search = registry.find(name).tag("policy", policy.name());
    Counter counter = (outcome == null ? search : search.tag("outcome", outcome)).counter();
    return counter == null ? 0 : Math.round(counter.count());
  }

  static JsonObject rejected(String policy, Frequent<RejectedKey> frequent) {
    JsonObject key = new JsonObject();
    frequent.thing().parts().forEach(key::put);
    return new JsonObject()
        .put("policy", policy)
        .put("tier", frequent.thing().tier())
        .put("key", key)
        .put("hash", frequent.thing().hash())
        .put("rejected", frequent.count())
        .put("error", frequent.error())
        .put("last", Instant.ofEpochMilli(frequent.last()).toString());
  }

  static JsonObject counters(CounterSet set, List<Standing> standings) {
    JsonArray counters = new JsonArray();
    for (int i = 0; i < standings.size(); i++) {
      counters.add(counter(set.limits().get(i), standings.get(i)));
    }
    return meant(set).put("counters", counters);
  }

  static JsonObject meant(CounterSet set) {
    return new JsonObject()
        .put("policy", set.policy().name())
        .put("tier", set.tier())
        .put("hash", set.hash());
  }

  private static JsonObject counter(TierLimit limit, Standing standing) {
    JsonObject counter =
        new JsonObject()
            .put("counter", limit.counter())
            .put("algorithm", limit.limit().algorithm().name())
            .put("limit", limit.limit().requests())
            .put("windowMillis", limit.limit().windowMillis());
    if (limit.isBucket()) {
      counter.put("capacity", limit.limit().capacity());
    }
    return counter
        .put("remaining", standing.remaining())
        .put("resetMillis", standing.resetMillis())
        .put("waitMillis", standing.waitMillis());
  }
}
