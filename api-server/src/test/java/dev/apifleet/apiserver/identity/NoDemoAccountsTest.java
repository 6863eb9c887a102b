package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.logIn;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoDemoAccountsTest.NoDemo.class)
@WithTestResource(Backends.class)
class NoDemoAccountsTest {

  /** As in production. */
  public static final class NoDemo implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("apiserver.demo", "false");
    }
  }

  @Inject AgroalDataSource dataSource;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void passwordsThatEverybodyKnowsServeInDemosAlone() {
    for (String name : List.of("admin", "pro", "user")) {
      assertEquals(401, logIn(name + "@example.com", name + "123").statusCode());
    }
  }

  @Test
  void whoCameInByAnEarlierDemoIsOutAndWhoSetAPasswordStays() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      DemoAccounts.seed(connection);
      // tokens of the demo before this one ended with that
      await().until(() -> People.meStatus(token("user@example.com", "user123")) == 200);
      String token = token("user@example.com", "user123");
      Client.bearer(token("pro@example.com", "pro123"))
          .body("{\"password\": \"a password of mine\", \"currentPassword\": \"pro123\"}")
          .patch("/api/v1/me")
          .then()
          .statusCode(200);

      DemoAccounts.remove(connection, Duration.ofHours(24));

      await().atMost(Duration.ofSeconds(5)).until(() -> People.meStatus(token) == 401);
      logIn("admin@example.com", "admin123").then().statusCode(401);
      logIn("pro@example.com", "a password of mine").then().statusCode(200);
      connection.createStatement().execute("DELETE FROM account WHERE email = 'pro@example.com'");
    }
  }

  private static String token(String email, String password) {
    Response answer = logIn(email, password);
    return answer.then().statusCode(200).extract().path("token");
  }
}
