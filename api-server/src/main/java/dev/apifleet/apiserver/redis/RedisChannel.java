package dev.apifleet.apiserver.redis;

import dev.apifleet.apiserver.background.Repeat;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A subscription to a Redis channel, on a connection of its own, that stands again after each loss:
 * also after one that nobody tells of, since a silent connection is asked whether it lives. What
 * was published in between was missed: {@code caughtUp} is called each time that it stands.
 */
public final class RedisChannel implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RedisChannel.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Redis redis;
  private final String name;
  private final Consumer<String> heard;
  private final Runnable caughtUp;
  private final AtomicReference<RedisConnection> standing = new AtomicReference<>();
  private final Repeat watch;
  private volatile boolean closed;

  public RedisChannel(
      Redis redis, Vertx vertx, String name, Consumer<String> heard, Runnable caughtUp) {
    this.redis = redis;
    this.name = name;
    this.heard = heard;
    this.caughtUp = caughtUp;
    this.watch = Repeat.every(PAUSE, vertx, this::look);
  }

  /** Whether messages arrive now, as far as this side of the connection knows. */
  public boolean stands() {
    return standing.get() != null;
  }

  /** Gives up the connection for a new one. */
  public void renew() {
    RedisConnection now = standing.get();
    if (now != null) {
      lost(now);
    }
  }

  @Override
  public void close() {
    closed = true;
    watch.close();
    renew();
  }

  private Uni<Void> look() {
    RedisConnection now = standing.get();
    Future<?> looked =
        now == null
            ? RedisConnections.open(redis, PATIENCE).compose(this::listen)
            : inTime(now.send(Request.cmd(Command.PING))).onFailure(silent -> lost(now));
    return Uni.createFrom().completionStage(looked.toCompletionStage()).replaceWithVoid();
  }

  private Future<Void> listen(RedisConnection fresh) {
    Promise<Void> subscribed = Promise.promise();
    fresh.handler(message -> heed(message, subscribed));
    fresh.exceptionHandler(failure -> lost(fresh));
    fresh.endHandler(ended -> lost(fresh));
    fresh.send(Request.cmd(Command.SUBSCRIBE).arg(name)).onFailure(subscribed::tryFail);
    return inTime(subscribed.future())
        .onSuccess(done -> begin(fresh))
        .onFailure(failure -> fresh.close());
  }

  private void begin(RedisConnection fresh) {
    standing.set(fresh);
    LOG.debugf("Messages on %s arrive", name);
    caughtUp.run();
    if (closed) {
      lost(fresh);
    }
  }

  private void lost(RedisConnection ended) {
    if (standing.compareAndSet(ended, null)) {
      LOG.debugf("Messages on %s do not arrive", name);
      ended.close();
      watch.now();
    }
  }

  /**
   * Of RESP2 and RESP3 alike: what it is, the channel, and of a message the text. The answer to a
   * question that nobody waits for any longer comes here too.
   */
  private void heed(Response push, Promise<Void> subscribed) {
    boolean list = push.type() == ResponseType.PUSH || push.type() == ResponseType.MULTI;
    if (list && push.size() == 3) {
      switch (push.get(0).toString()) {
        case "message" -> heard.accept(push.get(2).toString());
        case "subscribe" -> subscribed.tryComplete();
        default -> {}
      }
    }
  }

  private static <T> Future<T> inTime(Future<T> answer) {
    return answer.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
