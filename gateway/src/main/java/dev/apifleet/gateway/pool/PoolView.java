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
    members.endpoints().forEach(endpoint -> endpoints.add(endpoint(pool, endpoint)));
    return new JsonObject()
        .put("pool", pool.name())
        .put("algorithm", members.config().algorithm().label())
        .put("circuit", members.phase().name())
        .put("underWay", pool.load().underWay())
        .put("waiting", pool.door().waiting())
        .put("limit", pool.door().limit())
        .put("endpoints", endpoints);
  }

  private static JsonObject endpoint(Pool pool, Endpoint endpoint) {
    return new JsonObject()
        .put("name", endpoint.name())
        .put("address", endpoint.hostAndPort())
        .put("state", pool.usability(endpoint).name())
        .put("healthy", endpoint.isHealthy())
        .put("weight", endpoint.weight())
        .put("zone", endpoint.config().zone())
        .put("circuit", endpoint.breaker().state().phase().name())
        .put("underWay", endpoint.inFlight());
  }
}
