package dev.apifleet.apiserver.health;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Tells whether Redis answers, and never that the instance is not ready: it serves without, and
 * when Redis goes it goes for all instances, which must not leave at once.
 */
@Readiness
@ApplicationScoped
public class RedisReadiness implements AsyncHealthCheck {

  private static final Logger LOG = Logger.getLogger(RedisReadiness.class);
  private static final String NAME = "redis";
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final ReactiveRedisDataSource redis;
  private final AtomicBoolean answered = new AtomicBoolean(true);

  RedisReadiness(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .deferred(() -> redis.execute("PING"))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(pong -> true)
        .onFailure()
        .recoverWithItem(false)
        .invoke(this::tell)
        .map(up -> response(up ? "ok" : "degraded"));
  }

  private static HealthCheckResponse response(String state) {
    return HealthCheckResponse.named(NAME).up().withData("state", state).build();
  }

  private void tell(boolean up) {
    if (answered.getAndSet(up) != up) {
      LOG.infof("Redis %s", up ? "answers" : "does not answer: this instance serves without it");
    }
  }
}
