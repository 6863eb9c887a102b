package dev.apifleet.apiserver.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.backends.Link;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** One instance of the fleet, as far as its cache goes: its own line to Redis, one database. */
final class Instance implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(10);

  final Link wire;
  final SharedLevel shared;
  final TwoLevelCache<String> cache;
  final AtomicInteger loads = new AtomicInteger();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final Map<Integer, String> database;

  /** The database of a fleet. */
  static Map<Integer, String> database() {
    return new ConcurrentHashMap<>();
  }

  Instance(TestRedis redis, Map<Integer, String> database, CacheLimits limits) {
    this.wire = redis.link();
    this.database = database;
    this.shared =
        new SharedLevel(vertx, Redis.createClient(vertx, "redis://127.0.0.1:" + wire.port()));
    this.cache =
        new TwoLevelCache<>(
            "test",
            String.class,
            new ObjectMapper(),
            shared,
            limits,
            new CacheCounts(meters, "test"));
    shared.open();
    awaitRedis();
  }

  void awaitRedis() {
    Awaitility.await().atMost(SOON).until(() -> shared.hearing() != null && shared.owed() == 0);
  }

  void awaitNoRedis() {
    Awaitility.await().atMost(SOON).until(() -> shared.hearing() == null);
  }

  /** The port may take a moment to be free again. */
  void mend() {
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              wire.mend();
              return true;
            });
  }

  /** What a reader gets; null where there is nothing. */
  String read(int id) {
    return begin(id).join();
  }

  CompletableFuture<String> begin(int id) {
    return cache
        .get(id, () -> load(id))
        .map(found -> found.orElse(null))
        .subscribeAsCompletionStage();
  }

  /** A reader whose database answers with what it held at first, but not before {@code until}. */
  CompletableFuture<String> beginSlow(int id, CompletableFuture<?> until) {
    return cache
        .get(
            id,
            () ->
                load(id)
                    .call(seen -> Uni.createFrom().completionStage(until.minimalCompletionStage())))
        .map(found -> found.orElse(null))
        .subscribeAsCompletionStage();
  }

  /** Returns once the write is acknowledged. */
  void write(int id, String value) {
    database.put(id, value);
    cache.invalidate(id).await().atMost(SOON);
  }

  private Uni<Optional<String>> load(int id) {
    return Uni.createFrom()
        .item(
            () -> {
              loads.incrementAndGet();
              return Optional.ofNullable(database.get(id));
            });
  }

  double reads(String level) {
    return meters.counter("apiserver.cache.reads", "cache", "test", "from", level).count();
  }

  Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    shared.close();
    mend();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    wire.close();
  }
}
