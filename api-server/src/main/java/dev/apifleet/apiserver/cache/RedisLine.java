package dev.apifleet.apiserver.cache;

import dev.apifleet.apiserver.redis.RedisConnections;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The connections on which an instance asks Redis and hears the other instances. They stand
 * together or not at all: after one silence of either both are given up, nobody waits any longer,
 * and new ones are tried in the background. So whoever sees the line stand has missed no message.
 */
final class RedisLine {

  private static final Logger LOG = Logger.getLogger(RedisLine.class);
  private static final Throwable CLOSED = new VertxException("the connection was closed", true);
  private static final long PATIENCE_MILLIS = 200;
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final long PROBE_EVERY_MILLIS = 500;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Vertx vertx;
  private final Redis redis;
  private final String channel;
  private final AtomicReference<Stand> stand = new AtomicReference<>();
  private Function<Function<Request, Future<Response>>, Future<?>> greeting;
  private Consumer<String> listener;
  private Runnable turned;
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder prevented = new LongAdder();
  private volatile Instant since = Instant.now();
  private volatile boolean closed;
  private volatile boolean told;

  RedisLine(Vertx vertx, Redis redis, String channel) {
    this.vertx = vertx;
    this.redis = redis;
    this.channel = channel;
  }

  /** Connections while they may be believed; later ones are another stand. */
  record Stand(RedisConnection mouth, RedisConnection ear) {

    void close() {
      mouth.close();
      ear.close();
    }
  }

  /**
   * Connects now, and again whenever the connection is lost.
   *
   * @param greeting what must succeed on a new connection before it is used
   * @param listener hears the messages
   * @param turned runs when the line was lost, and just before it stands again
   */
  void open(
      Function<Function<Request, Future<Response>>, Future<?>> greeting,
      Consumer<String> listener,
      Runnable turned) {
    this.greeting = greeting;
    this.listener = listener;
    this.turned = turned;
    vertx.setPeriodic(PROBE_EVERY_MILLIS, timer -> probe());
    connect();
  }

  void close() {
    closed = true;
    Stand last = stand.get();
    if (last != null) {
      hangUp(last, CLOSED);
    }
  }

  LineState state() {
    return new LineState(stand.get() != null, since, answered.sum(), failed.sum(), prevented.sum());
  }

  /** The connection that stands, or null. */
  Stand stand() {
    return stand.get();
  }

  /** Asks; fails at once where the line does not stand, and hangs up where Redis is silent. */
  Future<Response> send(Request request) {
    Stand now = stand.get();
    if (now == null) {
      prevented.increment();
      return Future.failedFuture("Redis is away");
    }
    return send(now, request);
  }

  private Future<Response> send(Stand on, Request request) {
    return ask(on.mouth(), request)
        .onSuccess(answer -> answered.increment())
        .onFailure(
            failure -> {
              if (!(failure instanceof ErrorType error && error.is("NOSCRIPT"))) {
                failed.increment();
                hangUp(on, failure);
              }
            });
  }

  private static Future<Response> ask(RedisConnection connection, Request request) {
    return connection.send(request).timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void probe() {
    Stand now = stand.get();
    if (now != null) {
      send(now, Request.cmd(Command.PING));
      ask(now.ear(), Request.cmd(Command.PING)).onFailure(failure -> hangUp(now, failure));
    }
  }

  private void connect() {
    RedisConnections.open(redis, CONNECT)
        .onFailure(this::later)
        .onSuccess(
            mouth ->
                RedisConnections.open(redis, CONNECT)
                    .onSuccess(ear -> prepare(new Stand(mouth, ear)))
                    .onFailure(failure -> mouth.close())
                    .onFailure(this::later));
  }

  private void prepare(Stand next) {
    Promise<Void> subscribed = Promise.promise();
    next.ear().handler(push -> hear(push, subscribed));
    for (RedisConnection connection : List.of(next.mouth(), next.ear())) {
      connection.endHandler(ended -> hangUp(next, CLOSED));
      connection.exceptionHandler(failure -> hangUp(next, failure));
    }
    next.ear().send(Request.cmd(Command.SUBSCRIBE).arg(channel)).onFailure(subscribed::tryFail);
    subscribed
        .future()
        .timeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
        .compose(confirmed -> greeting.apply(request -> ask(next.mouth(), request)))
        .onSuccess(greeted -> begin(next))
        .onFailure(failure -> next.close())
        .onFailure(this::later);
  }

  private void begin(Stand next) {
    turned.run();
    since = Instant.now();
    stand.set(next);
    told = false;
    if (closed) {
      hangUp(next, CLOSED);
    }
  }

  private void hangUp(Stand lost, Throwable why) {
    if (stand.compareAndSet(lost, null)) {
      since = Instant.now();
      turned.run();
      lost.close();
      later(why);
    }
  }

  private void later(Throwable why) {
    if (!told) {
      told = true;
      LOG.warnf("Redis is away, the cache does without it: %s", why.getMessage());
    }
    if (!closed) {
      long jitter = ThreadLocalRandom.current().nextLong(PAUSE.toMillis());
      vertx.setTimer(PAUSE.toMillis() + jitter, timer -> connect());
    }
  }

  /** The client gives the confirmation of a subscription as it gives messages. */
  private void hear(Response push, Promise<Void> subscribed) {
    if (push.type() == ResponseType.PUSH) {
      switch (push.get(0).toString()) {
        case "message" -> listener.accept(push.get(2).toString());
        case "subscribe" -> subscribed.tryComplete();
        default -> {}
      }
    }
  }
}
