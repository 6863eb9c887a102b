package dev.apifleet.gateway.filter;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A request that is only asked about: it goes through the filters as any other and notes what each
 * did, but reaches no backend and counts for nothing. Confined to one event loop.
 */
public final class DryRun {
  private final Subscriber assumed;
  private final JsonArray steps = new JsonArray();
  private JsonObject step;
  private JsonObject before;

  /**
   * @param assumed who asks, in place of a credential; null to read the credential as usual
   */
  public DryRun(Subscriber assumed) {
    this.assumed = assumed;
  }

  /** Who asks, or null to read it from the request. */
  public Subscriber assumed() {
    return assumed;
  }

  /** A filter begins. */
  public void enter(Filter filter, Exchange exchange) {
    leave("passes", exchange);
    step = new JsonObject().put("filter", filter.describe());
    before = state(exchange);
  }

  /** The filter that began last has come to its verdict. */
  public void leave(String verdict, Exchange exchange) {
    if (step == null) {
      return;
    }
    step.put("verdict", verdict);
    JsonObject changes = new JsonObject();
    state(exchange)
        .forEach(
            entry -> {
              if (!entry.getValue().equals(before.getValue(entry.getKey()))) {
                changes.put(entry.getKey(), entry.getValue());
              }
            });
    if (!changes.isEmpty()) {
      step.put("changes", changes);
    }
    steps.add(step);
    step = null;
  }

  /** What each filter did, in order. */
  public JsonArray steps() {
    return steps;
  }

  private static JsonObject state(Exchange exchange) {
    JsonObject state = new JsonObject();
    Subscriber subscriber = exchange.subscriber();
    state.put(
        "subscriber",
        subscriber.isAnonymous()
            ? "anonymous"
            : new JsonObject()
                .put("subject", subscriber.subject())
                .put("tier", subscriber.tier())
                .put("roles", subscriber.roles())
                .put("scopes", subscriber.scopes()));
    putIfPresent(state, "backendHost", exchange.outbound().authority());
    putIfPresent(state, "backendPath", exchange.outbound().path());
    state.put("answerHeaders", headers(exchange.responseHeaders()));
    return state;
  }

  private static void putIfPresent(JsonObject state, String name, String value) {
    if (value != null) {
      state.put(name, value);
    }
  }

  private static JsonObject headers(MultiMap headers) {
    JsonObject values = new JsonObject();
    headers.names().forEach(name -> values.put(name, String.join(", ", headers.getAll(name))));
    return values;
  }
}
