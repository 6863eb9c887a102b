package dev.apifleet.apiserver.identity.mirror;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands.ReactiveRedisSubscriber;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A subscription to a Redis channel that stands again after each loss. What was published in
 * between was missed: {@code caughtUp} is called each time that it stands.
 */
public final class RedisChannel implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ReactiveRedisDataSource redis;
  private final String name;
  private final Consumer<String> heard;
  private final Runnable caughtUp;
  private final AtomicBoolean stands = new AtomicBoolean();
  private final Repeat attempts;
  private volatile ReactiveRedisSubscriber subscriber;

  public RedisChannel(
      ReactiveRedisDataSource redis,
      Vertx vertx,
      String name,
      Consumer<String> heard,
      Runnable caughtUp) {
    this.redis = redis;
    this.name = name;
    this.heard = heard;
    this.caughtUp = caughtUp;
    this.attempts = Repeat.every(PAUSE, vertx, this::subscribe);
  }

  /** Whether nothing is missed now, as far as this side of the connection knows. */
  public boolean stands() {
    return stands.get();
  }

  @Override
  public void close() {
    attempts.close();
    ReactiveRedisSubscriber last = subscriber;
    if (last != null) {
      last.unsubscribe().subscribe().with(done -> {}, gone -> {});
    }
  }

  private Uni<Void> subscribe() {
    if (!stands.compareAndSet(false, true)) {
      return Uni.createFrom().voidItem();
    }
    return redis
        .pubsub(String.class)
        .subscribe(name, heard, this::lost, failure -> lost())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .invoke(made -> subscriber = made)
        .invoke(made -> caughtUp.run())
        .onFailure()
        .invoke(this::lost)
        .replaceWithVoid();
  }

  private void lost() {
    stands.set(false);
  }
}
