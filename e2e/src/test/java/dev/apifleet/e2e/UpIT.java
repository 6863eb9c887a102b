package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpIT {
  private static final Duration FIRST = Duration.ofMinutes(15);
  private static final Duration AGAIN = Duration.ofMinutes(3);

  @Test
  void upGivesAFleetThatServesAndFollowsTheQuickstart() throws IOException {
    try (Checkout checkout = Checkout.copy()) {
      assertThat(checkout.fleet(FIRST, "up")).contains("curl -i");
      Map<String, String> environment = checkout.environment();
      assertThat(environment)
          .containsOnlyKeys("KUBECONFIG", "GATEWAY_URL", "CONSOLE_URL", "TOKEN", "CONSOLE_TOKEN");
      assertThat(PosixFilePermissions.toString(permissions(checkout))).isEqualTo("rw-------");

      Traffic gateway = new Traffic(environment.get("GATEWAY_URL"));
      HttpResponse<String> me =
          gateway.get("/api/v1/me", "authorization", "Bearer " + environment.get("TOKEN"));
      assertThat(me.statusCode()).as(me.body()).isEqualTo(200);
      assertThat(Traffic.json(me).path("email").asText()).isEqualTo("user@example.com");
      assertThat(Traffic.json(me).path("tier").asText()).isEqualTo("free");
      Traffic console = new Traffic(environment.get("CONSOLE_URL"));
      String viewer = "Bearer " + environment.get("CONSOLE_TOKEN");
      assertThat(console.get("/console/api/resources", "authorization", viewer).statusCode())
          .isEqualTo(200);

      limitAnonymousTo(checkout, 7);
      checkout.fleet(AGAIN, "up");
      assertThat(gateway.get("/api/v1/status").headers().firstValue("RateLimit-Policy"))
          .hasValue("\"tiers\";q=7;w=60");

      assertThat(checkout.fleet(AGAIN, "status")).contains("api-server");
      String inside = "http://api-server.default.svc:8080/health/live";
      assertThat(checkout.fleet(AGAIN, "exec", "curl", "-s", inside)).contains("UP");
    }
  }

  private static java.util.Set<java.nio.file.attribute.PosixFilePermission> permissions(
      Checkout checkout) throws IOException {
    return Files.getPosixFilePermissions(checkout.environmentFile());
  }

  private static void limitAnonymousTo(Checkout checkout, int requests) throws IOException {
    Path limits = checkout.folder().resolve("examples/quickstart/limits.yaml");
    String before = Files.readString(limits);
    String after =
        before.replaceFirst(
            "anonymous: \\{requests: 100,", "anonymous: {requests: " + requests + ",");
    assertThat(after).isNotEqualTo(before);
    Files.writeString(limits, after);
  }
}
