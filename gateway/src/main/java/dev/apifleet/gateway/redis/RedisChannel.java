package dev.apifleet.gateway.redis;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Listens to a Redis channel for as long as the process lives. Messages that were sent while there
 * was no connection are lost, so whoever listens is told when listening begins anew.
 */
public final class RedisChannel {
  private static final Logger LOG = Logger.getLogger(RedisChannel.class);
  private static final long RETRY_MILLIS = 1_000;

  private final Vertx vertx;
  private final Redis redis;
  private final String name;
  private final Consumer<String> onMessage;
  private final Runnable onBegin;
  private volatile boolean refused;

  public RedisChannel(
      Vertx vertx, Redis redis, String name, Consumer<String> onMessage, Runnable onBegin) {
    this.vertx = vertx;
    this.redis = redis;
    this.name = name;
    this.onMessage = onMessage;
    this.onBegin = onBegin;
  }

  /** Begins to listen, now or as soon as Redis is there. */
  public void listen() {
    redis.connect().onSuccess(this::subscribe).onFailure(_ -> listenLater());
  }

  private void subscribe(RedisConnection connection) {
    Promise<Void> over = Promise.promise();
    connection.handler(
        message -> {
          if (message.type() == ResponseType.ERROR) {
            refused(message);
            connection.close();
            over.tryComplete();
          } else {
            received(message);
          }
        });
    over.future().onComplete(_ -> listenLater());
    connection.endHandler(_ -> over.tryComplete());
    connection.exceptionHandler(_ -> over.tryComplete());
    connection.send(Request.cmd(Command.SUBSCRIBE).arg(name)).onFailure(_ -> over.tryComplete());
  }

  private void listenLater() {
    vertx.setTimer(RETRY_MILLIS, _ -> listen());
  }

  /** The client hands a refusal to subscribe on as if it were a message. */
  private void refused(Response error) {
    if (!refused) {
      refused = true;
      LOG.warnf("Redis lets nobody listen to %s: %s", name, error);
    }
  }

  private void received(Response message) {
    if (message.type() != ResponseType.MULTI && message.type() != ResponseType.PUSH) {
      return;
    }
    switch (message.get(0).toString()) {
      case "message" -> onMessage.accept(message.get(2).toString());
      case "subscribe" -> {
        refused = false;
        onBegin.run();
      }
      default -> {}
    }
  }
}
