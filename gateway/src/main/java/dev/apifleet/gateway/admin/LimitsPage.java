package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.Gateway;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.manage.CounterDesk;
import dev.apifleet.gateway.limit.manage.CounterNotices;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.PolicyConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the rate limits of this gateway on its management port. */
@Singleton
class LimitsPage {
  private final Lifecycle lifecycle;
  private final LimitRoutes routes;

  LimitsPage(
      Lifecycle lifecycle,
      Vertx vertx,
      Redis redis,
      CounterStore store,
      RateLimiters limiters,
      MeterRegistry registry) {
    this.lifecycle = lifecycle;
    CounterNotices notices = new CounterNotices(vertx, redis, limiters).listen();
    this.routes =
        new LimitRoutes(
            this::policies, new CounterDesk(store, notices), limiters.rejections(), registry);
  }

  void register(@Observes ManagementInterface management) {
    routes.register(management.router());
  }

  private SortedMap<String, PolicyConfig> policies() {
    return lifecycle.gateway().map(Gateway::runtime).map(LimitsPage::of).orElseGet(TreeMap::new);
  }

  private static SortedMap<String, PolicyConfig> of(Runtime runtime) {
    SortedMap<String, PolicyConfig> policies = new TreeMap<>();
    for (Encoded encoded : runtime.resources().values()) {
      if (encoded.resource() instanceof PolicyConfig policy) {
        policies.put(policy.name(), policy);
      }
    }
    return policies;
  }
}
