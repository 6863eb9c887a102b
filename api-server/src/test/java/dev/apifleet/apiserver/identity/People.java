package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.logIn;
import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** People whom a test may change, since nobody else knows them. */
record People(int id, String email) {

  static final String PASSWORD = "correct horse";

  static People make(String... roles) {
    String email = "p" + UUID.randomUUID() + "@example.com";
    int id =
        bearer(adminToken())
            .body(
                Map.of("email", email, "name", "P", "password", PASSWORD, "roles", List.of(roles)))
            .post("/api/v1/admin/users")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return new People(id, email);
  }

  static String adminToken() {
    return logIn("admin@example.com", "admin123").then().statusCode(200).extract().path("token");
  }

  Response login() {
    return logIn(email, PASSWORD).then().statusCode(200).extract().response();
  }

  Response login(String kind) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email, "password", PASSWORD, "kind", kind))
        .post("/api/v1/auth/login")
        .then()
        .statusCode(200)
        .extract()
        .response();
  }

  Response change(Map<String, ?> patch) {
    return bearer(adminToken()).body(patch).patch("/api/v1/admin/users/" + id);
  }

  static Response refresh(String refreshToken) {
    return given()
        .contentType("application/json")
        .body(Map.of("refreshToken", refreshToken))
        .post("/api/v1/auth/refresh");
  }

  static int meStatus(String token) {
    return bearer(token).get("/api/v1/me").statusCode();
  }
}
