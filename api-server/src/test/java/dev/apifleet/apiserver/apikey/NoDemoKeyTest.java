package dev.apifleet.apiserver.apikey;

import static dev.apifleet.apiserver.apikey.KeyAdmin.with;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.hash.Sha256;
import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoDemoKeyTest.NoDemo.class)
@WithTestResource(Backends.class)
class NoDemoKeyTest {

  private static final String KEY = "admin-token-dev";
  private static final String NAME = "apifleet:apikey:" + Sha256.of(KEY);

  @Inject RedisDataSource redis;
  @Inject AgroalDataSource dataSource;

  /** As anywhere but in a demo. */
  public static final class NoDemo implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("apiserver.demo", "false");
    }
  }

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  private void leaveBehind() {
    redis
        .hash(String.class)
        .hset(NAME, Map.of("subject", "admin@example.com", "roles", "admin,user"));
  }

  @Test
  void withoutADemoTheKeyIsNone() {
    with(KEY).get("/api/v1/status").then().statusCode(401);
    Client.bearer(KEY).get("/api/v1/status").then().statusCode(401);
  }

  @Test
  void whatAnEarlierDemoLeftIsNeitherBelievedNorKept() throws SQLException {
    leaveBehind();
    with(KEY).get("/api/v1/status").then().statusCode(401);
    redis.key().del("apifleet:mirror:api-keys");
    await().until(() -> !redis.key().exists(NAME));
    try (Connection connection = dataSource.getConnection()) {
      DemoKey.settle(connection, true);
      assertEquals(1, keys(connection));
      DemoKey.settle(connection, false);
      assertEquals(0, keys(connection));
    }
  }

  private static int keys(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM api_key WHERE name = 'Demo'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
