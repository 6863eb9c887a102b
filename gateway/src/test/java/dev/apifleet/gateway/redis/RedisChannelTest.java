package dev.apifleet.gateway.redis;

import static dev.apifleet.gateway.fixture.Eventually.eventually;

import dev.apifleet.gateway.fixture.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisChannelTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final String user = "deaf-" + UUID.randomUUID();
  private final Redis admin = Redis.createClient(vertx, TestRedis.shared().uri());

  @AfterEach
  void close() {
    ask("DELUSER", user);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aChannelThatWasForbiddenIsHeardOnceItIsAllowed() {
    ask("SETUSER", user, "on", "nopass", "~*", "+@all", "resetchannels");
    AtomicInteger begun = new AtomicInteger();
    RedisOptions options =
        new RedisOptions()
            .setConnectionString(TestRedis.shared().uri().replace("://", "://" + user + ":x@"))
            .setMaxPoolSize(1);
    Redis redis = Redis.createClient(vertx, options);
    new RedisChannel(vertx, redis, "news", _ -> {}, begun::incrementAndGet).listen();
    eventually(SOON, () -> ask("LOG").contains(user));

    ask("SETUSER", user, "allchannels");

    eventually(SOON, () -> begun.get() == 1);
  }

  private String ask(String... arguments) {
    Request request = Request.cmd(Command.ACL);
    for (String argument : arguments) {
      request.arg(argument);
    }
    return admin.send(request).toCompletionStage().toCompletableFuture().join().toString();
  }
}
