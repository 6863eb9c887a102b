package dev.apifleet.apiserver.change;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The bus by Redis Pub/Sub: one message for each batch, on a connection of its own. */
final class RedisBus implements Bus {

  static final String CHANNEL = "apiserver:changes";

  private static final Logger LOG = Logger.getLogger(RedisBus.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int LONGEST_PAUSE_MILLIS = 1000;

  private final Redis redis;
  private final Vertx vertx;
  private Consumer<List<Told>> reader = changes -> {};
  private RedisConnection connection;
  private volatile boolean stands;
  private volatile boolean closed;

  RedisBus(Redis redis, Vertx vertx) {
    this.redis = redis;
    this.vertx = vertx;
  }

  @Override
  public String kind() {
    return "redis";
  }

  @Override
  public Uni<Void> publish(List<Told> changes) {
    Request message = Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(ChangeJson.writeAll(changes));
    return Uni.createFrom()
        .completionStage(() -> redis.send(message).toCompletionStage())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(BusAway::new)
        .replaceWithVoid();
  }

  @Override
  public synchronized void subscribe(Consumer<List<Told>> reader) {
    this.reader = reader;
    connect();
  }

  @Override
  public synchronized void renew() {
    if (connection != null) {
      RedisConnection old = connection;
      lost(old);
      old.close();
    }
  }

  @Override
  public boolean stands() {
    return stands;
  }

  @Override
  public synchronized void close() {
    closed = true;
    renew();
  }

  private void connect() {
    if (!closed) {
      redis.connect().onSuccess(this::listen).onFailure(failure -> later());
    }
  }

  private synchronized void listen(RedisConnection fresh) {
    connection = fresh;
    fresh.handler(this::heed);
    fresh.exceptionHandler(failure -> LOG.debugf("The subscription to changes: %s", failure));
    fresh.endHandler(end -> lost(fresh));
    fresh
        .send(Request.cmd(Command.SUBSCRIBE).arg(CHANNEL))
        .onSuccess(done -> tell(true))
        .onFailure(failure -> fresh.close());
    if (closed) {
      fresh.close();
    }
  }

  private synchronized void lost(RedisConnection ended) {
    if (connection == ended) {
      connection = null;
      tell(false);
      later();
    }
  }

  private void later() {
    vertx.setTimer(
        ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS / 4, LONGEST_PAUSE_MILLIS),
        timer -> connect());
  }

  /** RESP2 and RESP3 both give {@code message, channel, payload}. */
  private void heed(Response message) {
    if (message.size() == 3 && "message".equals(message.get(0).toString())) {
      told(message.get(2).toString()).ifPresent(reader);
    }
  }

  /** A message that is none of ours is left out: others can write to channels. */
  private static Optional<List<Told>> told(String message) {
    try {
      return Optional.of(ChangeJson.readAll(message));
    } catch (RuntimeException foreign) {
      LOG.warnf("A message on %s is no list of changes", CHANNEL);
      return Optional.empty();
    }
  }

  private void tell(boolean up) {
    if (stands != up && !closed) {
      LOG.infof("Changes %s by Redis", up ? "arrive" : "do not arrive");
    }
    stands = up;
  }
}
