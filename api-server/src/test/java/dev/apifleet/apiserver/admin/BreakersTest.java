package dev.apifleet.apiserver.admin;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import dev.apifleet.apiserver.external.DeadDependency;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class BreakersTest {

  private static final String PATH = "/api/v1/admin/circuit-breakers";
  private static final String EXTERNAL = "items.find { it.name == 'external' }.";
  private static final String SINK = "items.find { it.name == 'request-log-postgresql' }.";

  @ToDatabase Link wire;
  @ToRedis Link redis;
  @Inject BeanManager beans;
  private String admin;

  @BeforeEach
  void logIn() {
    Client.awaitReady();
    admin = Client.logIn("admin@example.com", "admin123").path("token");
  }

  @AfterEach
  void close() {
    wire.mend();
    redis.mend();
    Client.awaitReady();
    bearer(admin).post(PATH + "/external/reset").then().statusCode(200);
  }

  @Test
  void breakerIsSeenToOpenAndIsClosedByHand() {
    list().body("items.name", hasItems("external", "request-log-postgresql"));
    DeadDependency.install();
    for (int i = 0; i < 10; i++) {
      given().get("/api/v1/external").then().statusCode(200).body("data", equalTo("fallback"));
    }
    list()
        .body(EXTERNAL + "state", equalTo("open"))
        .body(EXTERNAL + "failed", greaterThan(14))
        .body(EXTERNAL + "prevented", greaterThan(0));
    bearer(admin)
        .post(PATH + "/external/reset")
        .then()
        .statusCode(200)
        .body("state", equalTo("closed"));
  }

  @Test
  void sinkOfTheLogThatIsAwayLooksLikeAnOpenBreaker() {
    wire.cut();
    await().until(() -> "open".equals(list().extract().path(SINK + "state")));
    wire.mend();
    await().until(() -> "closed".equals(list().extract().path(SINK + "state")));
    bearer(admin)
        .post("/api/v2/admin/circuit-breakers/request-log-postgresql/reset")
        .then()
        .statusCode(200);
  }

  @Test
  void everyGuardedCallIsListed() {
    List<String> guarded =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(Bean::getBeanClass)
            .filter(type -> type.getName().startsWith("dev.apifleet."))
            .distinct()
            .flatMap(type -> Stream.of(type.getDeclaredMethods()).filter(BreakersTest::isGuarded))
            .filter(method -> !method.isAnnotationPresent(CircuitBreakerName.class))
            .map(Method::toString)
            .toList();
    assertEquals(List.of(), guarded);
    list()
        .body("items.name", hasItems("redis-cache", "redis-revocations-read"))
        .body("items.name", hasItems("redis-sessions-open", "redis-credentials-read"));
  }

  private static boolean isGuarded(Method method) {
    return method.isAnnotationPresent(CircuitBreaker.class)
        || method.getDeclaringClass().isAnnotationPresent(CircuitBreaker.class)
            && Uni.class.isAssignableFrom(method.getReturnType())
            && Modifier.isPublic(method.getModifiers());
  }

  @Test
  void cacheThatDoesWithoutRedisLooksLikeAnOpenBreaker() {
    String cache = "items.find { it.name == 'redis-cache' }.";
    await().until(() -> "closed".equals(list().extract().path(cache + "state")));
    redis.cut();
    await().until(() -> "open".equals(list().extract().path(cache + "state")));
    redis.mend();
    await().until(() -> "closed".equals(list().extract().path(cache + "state")));
    bearer(admin).post(PATH + "/redis-cache/reset").then().statusCode(200);
  }

  @Test
  void unknownBreakerIsNotFound() {
    bearer(admin).post(PATH + "/no'; DROP TABLE role;--/reset").then().statusCode(404);
  }

  @Test
  void readingAndResettingArePermissionsOfTheirOwn() {
    given().get(PATH).then().statusCode(401);
    bearer(userToken()).get(PATH).then().statusCode(403);
    bearer(userToken()).post(PATH + "/external/reset").then().statusCode(403);
  }

  private ValidatableResponse list() {
    return bearer(admin).get(PATH).then().statusCode(200);
  }
}
