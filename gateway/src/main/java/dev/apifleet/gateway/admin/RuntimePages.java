package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.Gateway;
import dev.apifleet.gateway.pool.PoolView;
import dev.apifleet.gateway.runtime.Runtime;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.Function;

/**
 * What is served now, on the management port: {@code /config}, {@code /pipeline}, {@code /pools}.
 */
@Singleton
class RuntimePages {
  private final Lifecycle lifecycle;

  RuntimePages(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  void register(@Observes ManagementInterface management) {
    show(management.router(), "/config", ConfigView::of);
    show(management.router(), "/pipeline", PipelineView::of);
    show(management.router(), "/pools", RuntimePages::pools);
  }

  /** Before the gateway knows its operator there is nothing to show: the answer is null. */
  private void show(Router router, String path, Function<Runtime, Object> view) {
    router
        .get(path)
        .handler(
            request ->
                request.json(lifecycle.gateway().map(Gateway::runtime).map(view).orElse(null)));
  }

  private static JsonArray pools(Runtime runtime) {
    JsonArray pools = new JsonArray();
    runtime.pools().values().forEach(pool -> pools.add(PoolView.of(pool)));
    return pools;
  }
}
