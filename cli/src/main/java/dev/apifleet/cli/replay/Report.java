package dev.apifleet.cli.replay;

import dev.apifleet.cli.replay.Outcomes.Exceeded;
import dev.apifleet.cli.replay.Victims.Victim;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.gateway.limit.top.SpaceSaving.Frequent;
import dev.apifleet.snapshot.PolicyConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Tells what a replay found, as JSON. */
final class Report {
  private final Outcomes outcomes;
  private final int top;

  Report(Outcomes outcomes, int top) {
    this.outcomes = outcomes;
    this.top = top;
  }

  /**
   * @param compared whether there was something to compare with
   */
  JsonObject of(Map<String, PolicyConfig> policies, BadLines bad, long late, boolean compared) {
    boolean any = outcomes.first() != Long.MIN_VALUE;
    JsonObject report =
        new JsonObject()
            .put("from", any ? time(outcomes.first()) : null)
            .put("to", any ? time(outcomes.last()) : null)
            .put("requests", outcomes.all().requests())
            .put("rejected", outcomes.all().rejected())
            .put(
                "leftOut",
                new JsonObject()
                    .put("bad", bad.count())
                    .put("examples", new JsonArray(bad.first()))
                    .put("unmatched", outcomes.unmatched())
                    .put("refused", outcomes.refused()))
            .put("late", late)
            .put("policies", policies(policies))
            .put("tiers", tiers())
            .put("limits", limits())
            .put("keys", keys(outcomes.victims()));
    if (outcomes.all().requests() > 0) {
      report.put(
          "busiest",
          tally(outcomes.busiest().tally()).put("second", time(outcomes.busiest().millis())));
    }
    if (compared) {
      report
          .put("newlyRejected", change(outcomes.newly()))
          .put("noLongerRejected", change(outcomes.noLonger()));
    }
    return report;
  }

  private JsonArray policies(Map<String, PolicyConfig> policies) {
    JsonArray all = new JsonArray();
    outcomes
        .policies()
        .forEach(
            (name, tally) ->
                all.add(
                    tally(tally)
                        .put("policy", name)
                        .put("mode", policies.get(name).mode().name())
                        .put("delayed", tally.delayed())));
    return all;
  }

  private JsonArray tiers() {
    JsonArray all = new JsonArray();
    outcomes.tiers().forEach((tier, tally) -> all.add(tally(tally).put("tier", tier)));
    return all;
  }

  private JsonArray limits() {
    JsonArray all = new JsonArray();
    outcomes.limits().forEach((exceeded, tally) -> all.add(limit(exceeded, tally)));
    return all;
  }

  private static JsonObject limit(Exceeded exceeded, Tally tally) {
    Limit limit = exceeded.limit().limit();
    JsonObject told = new JsonObject();
    if (exceeded.limit().isBucket()) {
      told.put("capacity", limit.capacity());
    }
    return told.put("policy", exceeded.policy())
        .put("tier", exceeded.tier())
        .put("limit", exceeded.limit().counter())
        .put("algorithm", limit.algorithm().name())
        .put("requests", limit.requests())
        .put("window", window(limit.windowMillis()))
        .put("rejected", tally.rejected());
  }

  private JsonObject change(Victims victims) {
    return new JsonObject().put("requests", victims.total()).put("keys", keys(victims));
  }

  private JsonArray keys(Victims victims) {
    JsonArray keys = new JsonArray();
    victims.top(top).forEach(frequent -> keys.add(key(frequent)));
    return keys;
  }

  private static JsonObject key(Frequent<Victim> frequent) {
    Victim victim = frequent.thing();
    JsonObject parts = new JsonObject();
    victim.key().parts().forEach(parts::put);
    return new JsonObject()
        .put("policy", victim.policy())
        .put("tier", victim.key().tier())
        .put("key", parts)
        .put("rejected", frequent.count())
        .put("error", frequent.error())
        .put("first", time(frequent.first()));
  }

  private static JsonObject tally(Tally tally) {
    return new JsonObject().put("requests", tally.requests()).put("rejected", tally.rejected());
  }

  private static String window(long millis) {
    return Duration.ofMillis(millis).toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
