package dev.apifleet.apiserver;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A person of a test's own, with an account, a key, and somebody who administers both. */
public record Someone(int id, String email) {

  private static final String PASSWORD = "correct horse";

  public static Someone withRoles(String... roles) {
    String email = "s" + UUID.randomUUID() + "@example.com";
    int id =
        Client.bearer(admin())
            .body(
                Map.of("email", email, "name", "S", "password", PASSWORD, "roles", List.of(roles)))
            .post("/api/v1/admin/users")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return new Someone(id, email);
  }

  public static String admin() {
    return Client.logIn("admin@example.com", "admin123")
        .then()
        .statusCode(200)
        .extract()
        .path("token");
  }

  /** A bearer of the kind {@code token} or {@code session}. */
  public String logIn(String kind) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email, "password", PASSWORD, "kind", kind))
        .post("/api/v1/auth/login")
        .then()
        .statusCode(200)
        .extract()
        .path("token");
  }

  /** Made by an administrator in this person's name. */
  public Key key(String... roles) {
    Map<String, Object> draft = new HashMap<>();
    draft.put("name", "of a test");
    draft.put("subject", email);
    draft.put("tier", "free");
    draft.put("roles", List.of(roles));
    var made = Client.bearer(admin()).body(draft).post("/api/v1/admin/api-keys").then();
    return new Key(made.statusCode(201).extract().path("id"), made.extract().<String>path("key"));
  }

  /** An API key and its number. */
  public record Key(int id, String text) {
    public void revoke() {
      Client.bearer(admin()).delete("/api/v1/admin/api-keys/" + id).then().statusCode(204);
    }

    public Map<String, String> header() {
      return Map.of("X-API-Key", text);
    }
  }

  public void change(Map<String, ?> patch) {
    Client.bearer(admin()).body(patch).patch("/api/v1/admin/users/" + id).then().statusCode(200);
  }

  public void delete() {
    Client.bearer(admin()).delete("/api/v1/admin/users/" + id).then().statusCode(204);
  }
}
