package dev.apifleet.apiserver.apikey;

import static io.restassured.RestAssured.given;

import dev.apifleet.apiserver.Client;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;

/** What tests do with API keys, in the words of one who hands them out. */
final class KeyAdmin {

  static final String KEYS = "/api/v1/admin/api-keys";

  private KeyAdmin() {}

  /** A key that was made. */
  record Made(long id, String key) {
    static Made of(Response answer) {
      answer.then().statusCode(201);
      return new Made(answer.jsonPath().getLong("id"), answer.path("key"));
    }
  }

  static RequestSpecification admin() {
    String token = Client.logIn("admin@example.com", "admin123").path("token");
    return Client.bearer(token);
  }

  static RequestSpecification with(String key) {
    return given().header("X-API-Key", key).contentType("application/json");
  }

  static Response create(RequestSpecification who, Map<String, ?> fields) {
    Map<String, Object> body = new HashMap<>(Map.of("name", "partner"));
    body.putAll(fields);
    return who.body(body).post(KEYS);
  }

  static Made make(Map<String, ?> fields) {
    return Made.of(create(admin(), fields));
  }

  static Made makeUser() {
    return make(
        Map.of("subject", "acme@example.com", "tier", "pro", "roles", new String[] {"user"}));
  }

  static Response rotate(RequestSpecification who, long id, int overlap) {
    return who.body(Map.of("overlap", overlap)).post(KEYS + "/" + id + "/rotate");
  }

  static void revoke(long id) {
    admin().delete(KEYS + "/" + id).then().statusCode(204);
  }

  /** Whether the key is good for what takes the role user. */
  static int statusOf(String key) {
    return with(key).body(Map.of("name", "pump")).post("/api/v1/resources").statusCode();
  }
}
