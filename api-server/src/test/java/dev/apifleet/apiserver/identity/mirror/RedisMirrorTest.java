package dev.apifleet.apiserver.identity.mirror;

import static org.awaitility.Awaitility.await;

import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class RedisMirrorTest {

  @Inject ReactiveRedisDataSource reactive;
  @Inject RedisDataSource redis;
  @Inject Vertx vertx;

  /** What is written by a Uni of its own, and how often it was asked for what was missed. */
  private record Things(String name, Uni<Void> all, AtomicInteger looks) implements Mirrored {

    static Things of(Uni<Void> all) {
      return new Things("test-" + UUID.randomUUID(), all, new AtomicInteger());
    }

    @Override
    public Uni<Void> writeAll() {
      return all;
    }

    @Override
    public Uni<Void> writeMissed() {
      looks.incrementAndGet();
      return Uni.createFrom().voidItem();
    }
  }

  @Test
  void nothingWaitsForWhatTakesLong() {
    Things slow = Things.of(Uni.createFrom().nothing());
    Things quick = Things.of(Uni.createFrom().voidItem());
    RedisMirror mirror = new RedisMirror(reactive, vertx, List.of(slow, quick));
    mirror.start(new StartupEvent());
    try {
      await().until(() -> redis.key().exists("apifleet:mirror:" + quick.name()));
      await().until(() -> quick.looks().get() >= 2);
    } finally {
      mirror.stop(new ShutdownEvent());
    }
  }
}
