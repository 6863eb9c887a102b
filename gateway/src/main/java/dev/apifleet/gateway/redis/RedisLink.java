package dev.apifleet.gateway.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One pipelined connection to Redis: made when first needed, kept, and made again after it broke.
 *
 * <p>A connection from the client's pool per call would queue calls behind the pool's few
 * connections and refuse them beyond its short queue; a pipeline carries thousands at once.
 */
public final class RedisLink {
  private static final String NOT_SENT = "Connection is closed";
  private static final Set<String> ENDED = Set.of(NOT_SENT, "CONNECTION_CLOSED");

  private final Redis redis;
  private volatile Runnable onEnd = () -> {};
  private final AtomicReference<Future<RedisConnection>> connection = new AtomicReference<>();

  public RedisLink(Redis redis) {
    this.redis = redis;
  }

  /** Sends a command; fails where there is no connection and none can be made. */
  public Future<Response> send(Request request) {
    Future<RedisConnection> current = connected();
    return current
        .compose(link -> link.send(request))
        .recover(
            failure -> {
              if (!closed(failure)) {
                return Future.failedFuture(failure);
              }
              // It ended before we could listen for its end.
              connection.compareAndSet(current, null);
              return NOT_SENT.equals(failure.getMessage())
                  ? connected().compose(link -> link.send(request))
                  : Future.failedFuture(failure);
            });
  }

  /** Whether a command has failed because its connection has ended. */
  static boolean closed(Throwable failure) {
    return ENDED.contains(String.valueOf(failure.getMessage()));
  }

  /**
   * Makes another connection for the commands to come. The old one goes back to the client's pool
   * once it has been made and has answered what was sent, or has ended.
   */
  void renew() {
    Future<RedisConnection> current = connection.getAndSet(null);
    if (current != null) {
      current.onSuccess(old -> old.send(Request.cmd(Command.PING)).onComplete(_ -> old.close()));
    }
  }

  private Future<RedisConnection> connected() {
    Future<RedisConnection> current = connection.get();
    if (current != null && !current.failed()) {
      return current;
    }
    Promise<RedisConnection> made = Promise.promise();
    if (!connection.compareAndSet(current, made.future())) {
      return connected();
    }
    redis.connect().onSuccess(link -> watch(link, made.future())).onComplete(made);
    return made.future();
  }

  private void watch(RedisConnection link, Future<RedisConnection> made) {
    link.endHandler(_ -> ended(made));
    link.exceptionHandler(_ -> ended(made));
  }

  private void ended(Future<RedisConnection> made) {
    if (connection.compareAndSet(made, null)) {
      onEnd.run();
    }
  }

  /** Runs an action each time that the connection has ended. */
  void onEnd(Runnable action) {
    onEnd = action;
  }
}
