package dev.apifleet.apiserver.attack;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.logIn;
import static org.junit.jupiter.api.Assertions.fail;

import dev.apifleet.apiserver.attack.Operation.Parameter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One of each kind of thing that belongs to somebody else. */
record Others(String person, Map<String, String> names) {

  private static final String PASSWORD = "correct horse";

  static Others make() {
    String email = "victim" + UUID.randomUUID() + "@example.com";
    String admin = logIn("admin@example.com", "admin123").path("token");
    String account =
        made(admin, "/admin/users", Map.of("email", email, "name", "V", "password", PASSWORD));
    String token = logIn(email, PASSWORD).path("token");
    String resource = made(token, "/resources", Map.of("name", "theirs"));
    Object item = Map.of("resourceId", Long.valueOf(resource), "quantity", 1);
    String order = made(token, "/checkout", Map.of("items", List.of(item)));
    String key = made(admin, "/admin/api-keys", Map.of("name", "theirs", "subject", email));
    String session = bearer(token).get("/api/v1/auth/sessions").path("items[0].id");
    return new Others(
        email,
        Map.of(
            "/admin/users", account,
            "/admin/api-keys", key,
            "/admin/circuit-breakers", "redis-last-writes-read",
            "/auth/sessions", session,
            "/orders", order,
            "/resources", resource));
  }

  private static String made(String token, String path, Map<String, ?> body) {
    return bearer(token)
        .body(body)
        .post("/api/v1" + path)
        .then()
        .statusCode(201)
        .extract()
        .path("id")
        .toString();
  }

  /** A new kind of thing has to be added above. */
  String of(Operation operation, Parameter parameter) {
    return names.keySet().stream()
        .filter(kind -> operation.path().matches("/api/v[12]" + kind + "/\\{.*"))
        .map(names::get)
        .findFirst()
        .orElseGet(() -> fail("make another's " + parameter.name() + " for " + operation));
  }
}
