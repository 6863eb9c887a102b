package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.limit.Rejections;
import dev.apifleet.gateway.limit.manage.CounterDesk;
import dev.apifleet.gateway.limit.manage.CounterSet;
import dev.apifleet.snapshot.PolicyConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Rate limits on the management port: {@code GET /limits} and {@code /limits/rejected}, {@code POST
 * /limits/lookup}, {@code /limits/reset} and {@code /limits/refund}.
 */
final class LimitRoutes {
  private static final long LONGEST_QUESTION = 64 * 1024;
  private static final String FORM =
      "Write such as {\"policy\": \"default/tiers\", \"tier\": \"free\", \"key\": {\"identity\":"
          + " \"address 203.0.113.7\"}}.";
  private static final int MOST_KEYS = 200;
  private static final int KEYS = 20;

  private final Supplier<SortedMap<String, PolicyConfig>> policies;
  private final CounterDesk desk;
  private final Rejections rejections;
  private final MeterRegistry registry;

  /**
   * @param policies those that are served now, by name
   */
  LimitRoutes(
      Supplier<SortedMap<String, PolicyConfig>> policies,
      CounterDesk desk,
      Rejections rejections,
      MeterRegistry registry) {
    this.policies = policies;
    this.desk = desk;
    this.rejections = rejections;
    this.registry = registry;
  }

  private interface Command {
    Future<JsonObject> apply(CounterQuestion question, CounterSet set);
  }

  void register(Router router) {
    router.get("/limits").handler(request -> request.json(all()));
    router.get("/limits/rejected").handler(this::rejected);
    command(router, "/limits/lookup", (_, set) -> lookup(set));
    command(router, "/limits/reset", (_, set) -> reset(set));
    command(router, "/limits/refund", (question, set) -> refund(set, question.units()));
  }

  private JsonArray all() {
    return new JsonArray(
        policies.get().values().stream()
            .map(policy -> LimitViews.policy(policy, registry))
            .toList());
  }

  private void rejected(RoutingContext request) {
    Map<String, PolicyConfig> known = policies.get();
    String policy = request.request().getParam("policy");
    if (policy != null && !known.containsKey(policy)) {
      refuse(request, "policy: found \"" + policy + "\"; write one of " + known.keySet());
      return;
    }
    Collection<String> names = policy == null ? known.keySet() : List.of(policy);
    int most = policy == null ? KEYS : MOST_KEYS;
    request.json(
        new JsonArray(
            names.stream()
                .flatMap(
                    name ->
                        rejections.top(name, most).stream()
                            .map(one -> LimitViews.rejected(name, one)))
                .toList()));
  }

  private Future<JsonObject> lookup(CounterSet set) {
    return desk.look(set).map(standings -> LimitViews.counters(set, standings));
  }

  private Future<JsonObject> reset(CounterSet set) {
    return desk.reset(set).compose(_ -> lookup(set)).map(found -> found.put("done", "reset"));
  }

  private Future<JsonObject> refund(CounterSet set, long units) {
    return desk.refund(set, units)
        .compose(_ -> lookup(set))
        .map(found -> found.put("done", "refund").put("units", units));
  }

  private void command(Router router, String path, Command command) {
    router
        .post(path)
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_QUESTION))
        .handler(request -> run(request, command));
  }

  private void run(RoutingContext request, Command command) {
    Future<JsonObject> done;
    try {
      CounterQuestion question = new CounterQuestion(JsonBody.of(request, FORM));
      done = command.apply(question, question.counters(policies.get()));
    } catch (IllegalArgumentException e) {
      refuse(request, e.getMessage());
      return;
    }
    done.onSuccess(request::json).onFailure(failure -> storeAway(request));
  }

  private static void refuse(RoutingContext request, String detail) {
    Refusal.send(request, 400, "bad_question", "The question is malformed", detail);
  }

  private static void storeAway(RoutingContext request) {
    Refusal.send(
        request,
        503,
        "rate_limit_store_unavailable",
        "Rate limits cannot be looked up or changed",
        "Redis did not answer in time. A reset or refund may have been done all the same: look"
            + " the counters up before you try again.");
  }
}
