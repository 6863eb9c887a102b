package dev.apifleet.gateway.pool;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Shows a pool as it is now, for people and for the console. */
public final class PoolView {
  private PoolView() {}

  /** The pool, its state and its endpoints. */
  public static JsonObject of(Pool pool) {
    Members members = pool.members();
    JsonArray endpoints = new JsonArray();
    members.endpoints().forEach(endpoint -> endpoints.add(endpoint(endpoint)));
    return new JsonObject()
        .put("pool", pool.name())
        .put("algorithm", members.config().algorithm().label())
        .put("circuit", members.phase().name())
        .put("underWay", pool.load().underWay())
        .put("endpoints", endpoints);
  }

  private static JsonObject endpoint(Endpoint endpoint) {
    return new JsonObject()
        .put("name", endpoint.name())
        .put("address", endpoint.address().toString())
        .put("circuit", endpoint.breaker().state().phase().name())
        .put("underWay", endpoint.inFlight());
  }
}
