package dev.apifleet.apiserver.apikey;

import static dev.apifleet.apiserver.apikey.KeyAdmin.make;
import static dev.apifleet.apiserver.apikey.KeyAdmin.makeUser;
import static dev.apifleet.apiserver.apikey.KeyAdmin.revoke;
import static dev.apifleet.apiserver.apikey.KeyAdmin.statusOf;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.apikey.KeyAdmin.Made;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import dev.apifleet.apiserver.hash.Sha256;
import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class MirrorTest {

  @ToRedis Link wire;
  @Inject RedisDataSource redis;
  @Inject AgroalDataSource dataSource;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @AfterEach
  void mend() {
    wire.mend();
  }

  private static String name(Made made) {
    return "apifleet:apikey:" + Sha256.of(made.key());
  }

  private String field(Made made, String field) {
    return redis.hash(String.class).hget(name(made), field);
  }

  @Test
  void gatewaysReadWhatTheContractSays() {
    Instant end = Instant.now().plusSeconds(3600);
    Made made =
        make(
            Map.of(
                "subject", "acme@example.com",
                "tier", "pro",
                "roles", List.of("admin", "user"),
                "scopes", List.of("orders:read", "orders:write"),
                "expiresAt", end.toString()));
    Map<String, String> fields = redis.hash(String.class).hgetall(name(made));
    assertEquals("acme@example.com", fields.get("subject"));
    assertEquals("pro", fields.get("tier"));
    assertEquals("admin,user", fields.get("roles"));
    assertEquals("orders:read orders:write", fields.get("scopes"));
    assertEquals("true", fields.get("enabled"));
    assertEquals("" + end.getEpochSecond(), fields.get("expires"));
    assertEquals(-1, redis.key().ttl(name(made)));
  }

  @Test
  void everyWriteIsTold() {
    List<String> told = new CopyOnWriteArrayList<>();
    var subscriber = redis.pubsub(String.class).subscribe("apifleet:identity", told::add);
    try {
      Made made = makeUser();
      await().until(() -> told.contains(name(made)));
      told.clear();
      revoke(made.id());
      await().until(() -> told.contains(name(made)));
      assertEquals("false", field(made, "enabled"));
    } finally {
      subscriber.unsubscribe();
    }
  }

  @Test
  void emptiedRedisIsFilledAgain() {
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(makeUser());
    }
    revoke(made.getFirst().id());
    redis.flushall();
    assertEquals(201, statusOf(made.getLast().key()));
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> "true".equals(field(made.getLast(), "enabled")));
    await().until(() -> "false".equals(field(made.getFirst(), "enabled")));
  }

  @Test
  void gatewaysAreToldWhenRedisHasAllKeysAgain() {
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(makeUser());
    }
    redis.flushall();
    await().until(() -> redis.key().exists("apifleet:mirror:api-keys"));
    made.forEach(key -> assertEquals("true", field(key, "enabled")));
  }

  @Test
  void revocationWhileRedisIsAwayIsMadeUpFor() {
    Made made = makeUser();
    assertEquals("true", field(made, "enabled"));
    wire.cut();
    revoke(made.id());
    assertEquals(401, statusOf(made.key()));
    wire.mend();
    await().ignoreExceptions().until(() -> "false".equals(field(made, "enabled")));
    assertEquals(401, statusOf(made.key()));
  }

  @Test
  void whatAnotherInstanceCouldNotWriteIsWrittenForIt() throws SQLException {
    Made made = makeUser();
    assertEquals(201, statusOf(made.key()));
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE api_key SET revoked_at = now(), mirror_due = now(), version = version + 1"
              + " WHERE id = "
              + made.id());
    }
    await().atMost(Duration.ofSeconds(3)).until(() -> statusOf(made.key()) == 401);
  }

  @Test
  void changeByAnyIssuerIsHeardAtOnce() {
    String foreign = "key-of-another-issuer-" + Instant.now();
    String name = "apifleet:apikey:" + Sha256.of(foreign);
    redis.hash(String.class).hset(name, Map.of("subject", "x", "roles", "user"));
    assertEquals(201, statusOf(foreign));
    redis.key().del(name);
    redis.pubsub(String.class).publish("apifleet:identity", name);
    await().atMost(Duration.ofMillis(1000)).until(() -> statusOf(foreign) == 401);
  }

  @Test
  void olderWriteDoesNotUndoANewerOne() {
    Made made = makeUser();
    redis.hash(String.class).hset(name(made), "version", "7");
    redis.hash(String.class).hset(name(made), "enabled", "false");
    revoke(made.id());
    assertEquals("7", field(made, "version"));
    redis.key().del(name(made));
    assertNull(field(made, "version"));
  }

  @Test
  void endedKeyLeavesRedisInTheEnd() {
    Made made = makeUser();
    KeyAdmin.rotate(KeyAdmin.admin(), made.id(), 1).then().statusCode(201);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> "false".equals(field(made, "enabled")) && redis.key().ttl(name(made)) > 0);
  }
}
