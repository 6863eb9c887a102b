package dev.apifleet.apiserver.health;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.backends.Backends;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes, one PostgreSQL, one Redis: what is done at one is so at the other. */
class TwoInstancesIT {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Map<String, String> ADMIN =
      Map.of("Authorization", "Bearer admin-token-dev");

  private static final Backends BACKENDS = new Backends();
  private static Map<String, String> settings;
  private static ServerProcess one;
  private static ServerProcess other;

  @BeforeAll
  static void start() throws Exception {
    settings = new HashMap<>(BACKENDS.start());
    settings.put("JWT_SIGNING_KEY_FILE", sharedKey().toString());
    one = new ServerProcess("instance-1", settings);
    other = new ServerProcess("instance-2", settings);
    one.awaitReady();
    other.awaitReady();
  }

  private static Path sharedKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key =
        Base64.getMimeEncoder()
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    return Files.writeString(
        Path.of("target", "two-instances.pem").toAbsolutePath(),
        "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    BACKENDS.stop();
  }

  @Test
  void changeIsSeenByTheClientsOfTheOther() throws Exception {
    var stream = other.events("", Map.of());
    int id = create("pump");
    within(() -> stream.said("\"id\": " + id) || stream.said("\"id\":" + id));
  }

  @Test
  void whatTheOtherHasInItsCacheIsNeverOldAfterAWrite() {
    int id = create("before");
    String path = "/api/v1/resources/" + id;
    assertEquals("before", name(other, path));
    assertEquals("before", name(other, path));
    assertEquals(200, one.send("PUT", path, "{\"name\":\"after\"}", ADMIN).statusCode());
    within(() -> name(other, path).equals("after"));
    assertEquals(204, other.send("DELETE", path, null, ADMIN).statusCode());
    within(() -> one.get(path, Map.of()) == 404);
  }

  @Test
  void keyThatIsRevokedAtOneIsRefusedByTheOther() {
    var made =
        new JsonObject(
            one.send(
                    "POST",
                    "/api/v1/admin/api-keys",
                    "{\"name\":\"k\",\"tier\":\"free\",\"roles\":[\"user\"]}",
                    ADMIN)
                .body());
    Map<String, String> key = Map.of("X-API-Key", made.getString("key"));
    assertEquals(200, other.get("/api/v1/me", key));
    one.send("DELETE", "/api/v1/admin/api-keys/" + made.getInteger("id"), null, ADMIN);
    within(() -> other.get("/api/v1/me", key) == 401);
  }

  @Test
  void tokenThatIsRevokedAtOneIsRefusedByTheOther() {
    String login = "{\"email\":\"user@example.com\",\"password\":\"user123\"}";
    String token =
        new JsonObject(one.send("POST", "/api/v1/auth/login", login, Map.of()).body())
            .getString("token");
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
    assertEquals(200, other.get("/api/v1/me", bearer));
    one.send("POST", "/api/v1/auth/logout", null, bearer);
    await().atMost(Duration.ofSeconds(2)).until(() -> other.get("/api/v1/me", bearer) == 401);
  }

  @Test
  void permissionsThatChangeAreKnownToBoth() throws Exception {
    String login = "{\"email\":\"pro@example.com\",\"password\":\"pro123\"}";
    String token =
        new JsonObject(one.send("POST", "/api/v1/auth/login", login, Map.of()).body())
            .getString("token");
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
    String path = "/api/v1/admin/circuit-breakers";
    assertEquals(403, one.get(path, bearer));
    assertEquals(403, other.get(path, bearer));
    sql("INSERT INTO role_permission (role, permission) VALUES ('user', 'admin:read')");
    try {
      within(() -> one.get(path, bearer) == 200 && other.get(path, bearer) == 200);
    } finally {
      sql("DELETE FROM role_permission WHERE role = 'user' AND permission = 'admin:read'");
    }
    within(() -> one.get(path, bearer) == 403 && other.get(path, bearer) == 403);
  }

  private static int create(String name) {
    var made = one.send("POST", "/api/v1/resources", "{\"name\":\"" + name + "\"}", ADMIN);
    assertEquals(201, made.statusCode(), made.body());
    return new JsonObject(made.body()).getInteger("id");
  }

  private static String name(ServerProcess server, String path) {
    return new JsonObject(server.send("GET", path, null, Map.of()).body()).getString("name");
  }

  private static void within(java.util.concurrent.Callable<Boolean> condition) {
    await()
        .atMost(SECOND)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(condition);
  }

  /** As an operator does: the row, and the word of it. */
  private static void sql(String statement) throws Exception {
    String url =
        "jdbc:postgresql://127.0.0.1:%s/%s"
            .formatted(settings.get("DB_PORT"), settings.get("DB_NAME"));
    try (var connection =
            DriverManager.getConnection(
                url, settings.get("DB_USERNAME"), settings.get("DB_PASSWORD"));
        var writes = connection.createStatement()) {
      writes.executeUpdate(statement);
    }
    URI redis = URI.create(settings.get("REDIS_URL"));
    try (Socket teller = new Socket(redis.getHost(), redis.getPort())) {
      teller.getOutputStream().write("PUBLISH apiserver:permissions changed\r\n".getBytes());
      assertEquals(':', teller.getInputStream().read());
    }
  }
}
