package dev.apifleet.apiserver.cache;

import dev.apifleet.apiserver.redis.RedisConnections;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Connections of a {@link RedisLine} while they may be believed; later ones are another stand. */
record Stand(RedisConnection mouth, RedisConnection ear) {

  static final Throwable CLOSED = new VertxException("the connection was closed", true);

  private static final long PATIENCE_MILLIS = 200;
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /**
   * Connects and subscribes.
   *
   * @param listener hears the messages of the channel
   * @param lost is told when either connection ends
   */
  static Future<Stand> open(
      Redis redis, String channel, Consumer<String> listener, BiConsumer<Stand, Throwable> lost) {
    return RedisConnections.open(redis, CONNECT)
        .compose(
            mouth ->
                RedisConnections.open(redis, CONNECT)
                    .onFailure(failure -> mouth.close())
                    .map(ear -> new Stand(mouth, ear)))
        .compose(stand -> stand.subscribe(channel, listener, lost));
  }

  Future<Response> ask(Request request) {
    return ask(mouth, request);
  }

  /** Fails where the connection of messages is silent. */
  Future<Response> listens() {
    return ask(ear, Request.cmd(Command.PING));
  }

  void close() {
    mouth.close();
    ear.close();
  }

  private static Future<Response> ask(RedisConnection connection, Request request) {
    return connection.send(request).timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Future<Stand> subscribe(
      String channel, Consumer<String> listener, BiConsumer<Stand, Throwable> lost) {
    Promise<Void> subscribed = Promise.promise();
    ear.handler(push -> hear(push, subscribed, listener));
    for (RedisConnection connection : List.of(mouth, ear)) {
      connection.endHandler(ended -> lost.accept(this, CLOSED));
      connection.exceptionHandler(failure -> lost.accept(this, failure));
    }
    ear.send(Request.cmd(Command.SUBSCRIBE).arg(channel)).onFailure(subscribed::tryFail);
    return subscribed
        .future()
        .timeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> close())
        .map(confirmed -> this);
  }

  /** The client gives the confirmation of a subscription as it gives messages. */
  private static void hear(Response push, Promise<Void> subscribed, Consumer<String> listener) {
    if (push.type() == ResponseType.PUSH) {
      switch (push.get(0).toString()) {
        case "message" -> listener.accept(push.get(2).toString());
        case "subscribe" -> subscribed.tryComplete();
        default -> {}
      }
    }
  }
}
