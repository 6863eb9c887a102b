package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.pool.PoolView;
import dev.apifleet.gateway.runtime.Runtime;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code GET /pools} on the management port: each pool with its endpoints as they are now. */
@Singleton
class PoolsPage {
  private final Lifecycle lifecycle;

  PoolsPage(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  void register(@Observes ManagementInterface management) {
    management.router().get("/pools").handler(this::answer);
  }

  private void answer(RoutingContext request) {
    request.json(lifecycle.gateway().map(g -> describe(g.runtime())).orElse(null));
  }

  static JsonArray describe(Runtime runtime) {
    JsonArray pools = new JsonArray();
    runtime.pools().values().forEach(pool -> pools.add(PoolView.of(pool)));
    return pools;
  }
}
