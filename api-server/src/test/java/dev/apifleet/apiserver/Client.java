package dev.apifleet.apiserver;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** What tests do as a client, in the words of a client. */
public final class Client {

  private Client() {}

  public static Response logIn(String email, String password) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email, "password", password))
        .post("/api/v1/auth/login");
  }

  public static String userToken() {
    return logIn("user@example.com", "user123").then().statusCode(200).extract().path("token");
  }

  public static RequestSpecification bearer(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  public static int createResource(String name) {
    return bearer(userToken())
        .body(Map.of("name", name))
        .post("/api/v1/resources")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** With patience: the first migration shares the machine with whatever else is being built. */
  public static void awaitReady() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(Client::isReady);
  }

  public static boolean isReady() {
    return given().get("/health/ready").statusCode() == 200;
  }
}
