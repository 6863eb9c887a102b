package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeyIT {
  private static final String KEYS = "/api/v1/admin/api-keys";
  private static final String OPEN = "/api/v1/status";
  private static final Key ADMIN = new Key(0, "admin-token-dev");
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  /** On a busy machine Redis may be too late for a gateway at times, which then says 503. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final Traffic traffic = new Traffic(cluster.gatewayUrl());
  private GatewayPods pods;

  @BeforeEach
  void reachEachGateway() {
    pods = GatewayPods.of(cluster);
    assertThat(pods.each()).hasSizeGreaterThan(1);
    awaitEach(ADMIN, 200, PATIENCE);
  }

  @AfterEach
  void leave() throws Exception {
    pods.close();
  }

  private record Key(long id, String text) {
    String[] header() {
      return new String[] {"x-api-key", text};
    }
  }

  private Key post(String path, String body) {
    HttpResponse<String> answer =
        traffic.send(
            traffic
                .request(path)
                .headers(ADMIN.header())
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode made = Traffic.json(answer);
    return new Key(made.path("id").asLong(), made.path("key").asText());
  }

  private Key make() {
    return post(
        KEYS,
        "{\"name\": \"e2e\", \"subject\": \"acme\", \"tier\": \"pro\", \"roles\": [\"user\"]}");
  }

  private static int status(Traffic gateway, Key key) {
    return gateway.get(OPEN, key.header()).statusCode();
  }

  private void awaitEach(Key key, int status, Duration patience) {
    await("%d from every gateway".formatted(status))
        .pollInterval(Duration.ofMillis(20))
        .atMost(patience)
        .until(() -> pods.each().stream().allMatch(pod -> status(pod, key) == status));
  }

  @Test
  void aNewKeyServesOnEveryGatewayWithItsTier() {
    Key key = make();
    awaitEach(key, 200, PATIENCE);
    for (Traffic pod : pods.each()) {
      HttpResponse<String> answer = pod.get(OPEN, key.header());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("RateLimit-Policy").orElseThrow()).contains("q=10000");
      assertThat(pod.get(OPEN, "authorization", "Bearer " + key.text()).statusCode())
          .isEqualTo(200);
      assertThat(pod.get(OPEN).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRevokedKeyIsRefusedByEveryGatewayWithinASecond() {
    Key key = make();
    awaitEach(key, 200, PATIENCE);
    HttpResponse<String> revoked =
        traffic.send(
            traffic.request(KEYS + "/" + key.id()).headers(ADMIN.header()).DELETE().build());
    assertThat(revoked.statusCode()).isEqualTo(204);
    awaitEach(key, 401, A_SECOND);
  }

  @Test
  void oldAndNewKeyServeWhileTheyOverlap() {
    Key old = make();
    Key fresh = post(KEYS + "/" + old.id() + "/rotate", "{\"overlap\": 60}");
    awaitEach(old, 200, PATIENCE);
    awaitEach(fresh, 200, PATIENCE);
    awaitEach(old, 401, PATIENCE);
    awaitEach(fresh, 200, PATIENCE);
  }

  @Test
  void keysGoOnWorkingAfterRedisRestarted() {
    Key used = make();
    Key unused = make();
    awaitEach(used, 200, PATIENCE);
    Pod redis = resources.readyPods(Cluster.SYSTEM, "apifleet-redis").getFirst();
    cluster.client().resource(redis).withGracePeriod(0).delete();
    await("another Redis")
        .atMost(Duration.ofMinutes(2))
        .until(() -> hasOther(resources.readyPods(Cluster.SYSTEM, "apifleet-redis"), redis));
    for (Key key : List.of(used, unused)) {
      awaitEach(key, 200, PATIENCE);
    }
  }

  /** A pod of a StatefulSet comes back by the same name. */
  private static boolean hasOther(List<Pod> pods, Pod gone) {
    return pods.stream()
        .anyMatch(pod -> !pod.getMetadata().getUid().equals(gone.getMetadata().getUid()));
  }
}
