package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.redis.RedisChannel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The bus by Redis Pub/Sub: one message for each batch, heard on a connection of its own. */
final class RedisBus implements Bus {

  static final String CHANNEL = "apiserver:changes";

  private static final Logger LOG = Logger.getLogger(RedisBus.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Redis redis;
  private final Vertx vertx;
  private RedisChannel channel;

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
  public void subscribe(Consumer<List<Told>> reader) {
    channel =
        new RedisChannel(
            redis, vertx, CHANNEL, message -> told(message).ifPresent(reader), () -> {});
  }

  @Override
  public void renew() {
    channel.renew();
  }

  @Override
  public boolean stands() {
    return channel != null && channel.stands();
  }

  @Override
  public void close() {
    if (channel != null) {
      channel.close();
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
}
