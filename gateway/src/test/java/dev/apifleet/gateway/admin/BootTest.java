package dev.apifleet.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.runtime.RequestHistogram;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BootTest.NoOperator.class)
class BootTest {
  /** An operator that is not there. */
  public static class NoOperator implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "operator.address", "127.0.0.1:1",
          "operator.ca-file", "/nowhere/ca.crt",
          "quarkus.management.test-port", "0",
          "quarkus.redis.hosts", "redis://127.0.0.1:1",
          "quarkus.shutdown.delay", "0s");
    }
  }

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @Inject PrometheusMeterRegistry prometheus;

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(management.resolve(path)).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void livesButIsNotReadyBeforeItsFirstSnapshot() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void showsMetrics() throws Exception {
    assertThat(get("/metrics").body()).contains("apifleet_gateway_snapshots_applied_total 0.0");
  }

  /** Its name is taken where it is shown: Prometheus is not told of what nobody counted yet. */
  @Test
  void showsRequestsAmongItsMetrics() {
    CollectorRegistry shown = prometheus.getPrometheusRegistry();
    assertThatThrownBy(() -> new RequestHistogram(Stream::empty).register(shown))
        .hasMessageContaining(RequestHistogram.NAME);
  }

  @Test
  void showsWhatItServes() throws Exception {
    JsonObject config = new JsonObject(get("/config").body());
    assertThat(config.getValue("version")).isNull();
    assertThat(config.getJsonArray("resources")).isEmpty();
  }
}
