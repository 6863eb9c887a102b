package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.logIn;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Backends.class)
class LoginTest {

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @ParameterizedTest
  @CsvSource({
    "admin@example.com, admin123, admin, enterprise",
    "pro@example.com, pro123, user, pro",
    "user@example.com, user123, user, free"
  })
  void demoPeopleLogIn(String email, String password, String role, String tier) {
    logIn(email, password)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("token", notNullValue())
        .body("user.email", equalTo(email))
        .body("user.name", notNullValue())
        .body("user.role", equalTo(role))
        .body("user.tier", equalTo(tier));
  }

  @Test
  void mailAddressesDoNotHeedCase() {
    logIn(" User@Example.COM ", "user123").then().statusCode(200);
  }

  @Test
  void wrongPasswordAndUnknownPersonLookTheSame() {
    String wrong = refusal("user@example.com", "wrong");
    String unknown = refusal("nobody@example.com", "user123");
    assertEquals(wrong, unknown);
  }

  @Test
  void missingPasswordNamesTheField() {
    given()
        .contentType("application/json")
        .body("{\"email\":\"user@example.com\"}")
        .post("/api/v1/auth/login")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo("password"));
  }

  @Test
  void emptyBodyNamesTheFirstField() {
    given()
        .contentType("application/json")
        .post("/api/v1/auth/login")
        .then()
        .statusCode(400)
        .body("field", equalTo("email"));
  }

  @Test
  void bearerLearnsWhoTheyAre() {
    bearer(userToken())
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("email", equalTo("user@example.com"))
        .body("roles", contains("user"))
        .body("tier", equalTo("free"));
  }

  @Test
  void withoutTokenNobodyIsAnybody() {
    given()
        .get("/api/v1/me")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Bearer")
        .body("error", equalTo("token-required"));
  }

  private static String refusal(String email, String password) {
    return logIn(email, password)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("error", equalTo("invalid-credentials"))
        .extract()
        .asString();
  }
}
