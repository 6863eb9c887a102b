package dev.apifleet.apiserver.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The level of the cache that all instances share. Values are stored by leases (Nishtala et al.,
 * "Scaling Memcache at Facebook", 2013): one reader of a missing value gets the lease to fetch it,
 * and what it fetched is taken only while the lease is held; an invalidation takes both away.
 */
public final class SharedLevel {

  /** Longer than the database may take; then somebody else may try. */
  private static final Duration LEASE = Duration.ofSeconds(4);

  private static final List<String> KEYS =
      List.of("apiserver:cache:generation", "apiserver:cache:run");
  private static final List<String> GENERATION = KEYS.subList(0, 1);
  private static final String CHANNEL = "apiserver:cache:invalidated";
  private static final String EVERYTHING = "*";

  private static final Script OPEN = Script.named("open");
  private static final Script LOOK_UP = Script.named("look-up");
  private static final Script FILL = Script.named("fill");
  private static final Script INVALIDATE = Script.named("invalidate");
  private static final Script CLEAR = Script.named("clear");

  private final String self = UUID.randomUUID().toString();
  private final RedisLine line;
  private final Owed owed = new Owed();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  SharedLevel(Vertx vertx, Redis redis) {
    this.line = new RedisLine(vertx, redis, CHANNEL);
  }

  /** What an instance keeps of its own, and must forget. */
  interface Listener {
    void forget(String key);

    void forgetAll();
  }

  void open() {
    line.open(
        this::greet,
        this::hear,
        () -> listeners.forEach(Listener::forgetAll),
        () -> pay(line::send));
  }

  void close() {
    line.close();
  }

  void tell(Listener listener) {
    listeners.add(listener);
  }

  RedisLine line() {
    return line;
  }

  /** How many invalidations wait for Redis. */
  int owed() {
    return owed.size();
  }

  /**
   * The line on which all invalidations are heard, or null; while it is the same, none is missed.
   */
  Object hearing() {
    return line.stand();
  }

  Uni<Found> lookUp(String key) {
    if (line.stand() == null || owed.covers(key)) {
      return Uni.createFrom().item(new Found.Away());
    }
    String token = UUID.randomUUID().toString();
    List<String> arguments =
        List.of(
            key,
            token,
            "" + LEASE.toMillis(),
            "" + earliness(ThreadLocalRandom.current().nextDouble()));
    return uni(() -> LOOK_UP.run(line::send, GENERATION, arguments))
        .map(answer -> Found.of(answer, token))
        .onFailure()
        .recoverWithItem(new Found.Away());
  }

  /**
   * XFetch: a value is fetched anew by one reader when {@code took * -ln(random)} reaches beyond
   * its end, so the more readers and the slower it is to fetch, the earlier (Vattani et al.,
   * "Optimal Probabilistic Cache Stampede Prevention", 2015).
   */
  private static double earliness(double random) {
    return -Math.log(1 - random);
  }

  /** Stores a value by its lease; false where the lease is no longer held. */
  Uni<Boolean> fill(String key, String token, String text, Duration took, Duration life) {
    return fill(List.of(key, token, "" + life.toMillis(), took.toMillis() + 1 + ":" + text));
  }

  /** Gives a lease back without a value. */
  Uni<Boolean> release(String key, String token) {
    return fill(List.of(key, token, "0", ""));
  }

  private Uni<Boolean> fill(List<String> arguments) {
    return uni(() -> FILL.run(line::send, GENERATION, arguments))
        .map(answer -> answer.toInteger() == 1)
        .onFailure()
        .recoverWithItem(false);
  }

  /**
   * True once Redis has it; where it is away it is owed, and done before Redis is believed again.
   */
  Uni<Boolean> invalidate(Collection<String> keys) {
    long ticket = owed.add(keys);
    return uni(() -> invalidate(line::send, keys).onSuccess(done -> owed.settle(keys, ticket)))
        .replaceWith(true)
        .onFailure()
        .recoverWithItem(false);
  }

  /** As {@link #invalidate}, for all there is. */
  Uni<Boolean> clear() {
    long ticket = owed.addAll();
    return uni(() -> clear(line::send).onSuccess(done -> owed.settleAll(ticket)))
        .replaceWith(true)
        .onFailure()
        .recoverWithItem(false);
  }

  private Future<?> greet(Function<Request, Future<Response>> send) {
    return OPEN.run(send, KEYS, List.of()).compose(opened -> pay(send));
  }

  /** Once more when the line stands: until then, what is invalidated finds it away. */
  private Future<?> pay(Function<Request, Future<Response>> send) {
    Owed.Bill bill = owed.bill();
    if (!bill.everything() && bill.keys().isEmpty()) {
      return Future.succeededFuture();
    }
    return (bill.everything() ? clear(send) : invalidate(send, bill.keys()))
        .onSuccess(done -> owed.settle(bill));
  }

  private Future<Response> invalidate(
      Function<Request, Future<Response>> send, Collection<String> keys) {
    String message = self + '\n' + String.join("\n", keys);
    List<String> arguments = Stream.concat(Stream.of(CHANNEL, message), keys.stream()).toList();
    return INVALIDATE.run(send, GENERATION, arguments);
  }

  private Future<Response> clear(Function<Request, Future<Response>> send) {
    return CLEAR.run(send, GENERATION, List.of(CHANNEL, self + '\n' + EVERYTHING));
  }

  /** What this instance said itself, it has done already. */
  private void hear(String message) {
    List<String> lines = message.lines().toList();
    if (!lines.getFirst().equals(self)) {
      for (String key : lines.subList(1, lines.size())) {
        listeners.forEach(
            listener -> {
              if (key.equals(EVERYTHING)) {
                listener.forgetAll();
              } else {
                listener.forget(key);
              }
            });
      }
    }
  }

  private static Uni<Response> uni(Supplier<Future<Response>> call) {
    return Uni.createFrom().completionStage(() -> call.get().toCompletionStage());
  }
}
