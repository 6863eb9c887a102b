package dev.apifleet.apiserver.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
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
  private static final long PROBE_EVERY_MILLIS = 500;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Vertx vertx;
  private final Redis redis;
  private final String channel;
  private final AtomicReference<Stand> stand = new AtomicReference<>();
  private Function<Function<Request, Future<Response>>, Future<?>> greeting;
  private Consumer<String> listener;
  private Runnable turned;
  private Runnable stands;
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

  /**
   * Connects now, and again whenever the connection is lost.
   *
   * @param greeting what must succeed on a new connection before it is used
   * @param listener hears the messages
   * @param turned runs when the line was lost, and just before it stands again
   * @param stands runs when it has just begun to stand
   */
  void open(
      Function<Function<Request, Future<Response>>, Future<?>> greeting,
      Consumer<String> listener,
      Runnable turned,
      Runnable stands) {
    this.greeting = greeting;
    this.listener = listener;
    this.turned = turned;
    this.stands = stands;
    vertx.setPeriodic(PROBE_EVERY_MILLIS, timer -> probe());
    connect();
  }

  void close() {
    closed = true;
    Stand last = stand.get();
    if (last != null) {
      hangUp(last, Stand.CLOSED);
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
    return on.ask(request)
        .onSuccess(answer -> answered.increment())
        .onFailure(
            failure -> {
              if (!(failure instanceof ErrorType error && error.is("NOSCRIPT"))) {
                failed.increment();
                hangUp(on, failure);
              }
            });
  }

  private void probe() {
    Stand now = stand.get();
    if (now != null) {
      send(now, Request.cmd(Command.PING));
      now.listens().onFailure(failure -> hangUp(now, failure));
    }
  }

  private void connect() {
    Stand.open(redis, channel, listener, this::hangUp)
        .compose(
            next ->
                greeting.apply(next::ask).onFailure(failure -> next.close()).map(greeted -> next))
        .onSuccess(this::begin)
        .onFailure(this::later);
  }

  private void begin(Stand next) {
    turned.run();
    since = Instant.now();
    stand.set(next);
    told = false;
    stands.run();
    if (closed) {
      hangUp(next, Stand.CLOSED);
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
}
