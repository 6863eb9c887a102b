package dev.apifleet.apiserver.external;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ExternalTest {

  private static final Uni<String> FAILURE = Uni.createFrom().failure(new IOException("down"));

  @Test
  void oneFailureIsRetried() {
    AtomicInteger calls = new AtomicInteger();
    install(() -> calls.incrementAndGet() == 1 ? FAILURE : Uni.createFrom().item("live"));
    assertData("live");
  }

  @Test
  void deadDependencyIsStoodInFor() {
    install(() -> FAILURE);
    assertData("fallback");
  }

  @Test
  void hangingDependencyIsStoodInFor() {
    install(() -> Uni.createFrom().nothing());
    assertData("fallback");
  }

  private static void install(Supplier<Uni<String>> answer) {
    FlakyDependency dependency =
        new FlakyDependency(0) {
          @Override
          Uni<String> fetch() {
            return answer.get();
          }
        };
    QuarkusMock.installMockForType(dependency, FlakyDependency.class);
  }

  private static void assertData(String data) {
    given().get("/api/v1/external").then().statusCode(200).body("data", equalTo(data));
  }
}
