package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to the API server about scale subresources, and how its answers are read. */
class KubernetesScalerTest {
  private static final String SCALE = "/apis/apps/v1/namespaces/shop/deployments/api/scale";
  private static final ScaleTarget API = ScaleTarget.deployment("shop", "api");

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private KubernetesClient client;
  private KubernetesScaler scaler;

  @BeforeEach
  void clusterWithADeploymentOfThree() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
    config.setRequestRetryBackoffLimit(0);
    client = new KubernetesClientBuilder().withConfig(config).build();
    scaler = new KubernetesScaler(client);
    answers.put(
        "/apis/apps/v1",
        resources(
            "apps/v1",
            kind("deployments", "Deployment"),
            kind("deployments/scale", "Scale"),
            kind("controllerrevisions", "ControllerRevision")));
    answers.put(SCALE, scale(3, 2));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void readsTheSizeAndTheSelector() {
    assertThat(scaler.read(API)).isEqualTo(new TargetState.Found(3, 2, "app=api"));
  }

  @Test
  void scalesAsAFieldManagerOfItsOwnAndTouchesNothingButReplicas() {
    scaler.scale(API, 7);
    assertThat(calls)
        .contains(
            "PATCH "
                + SCALE
                + "?fieldManager=apifleet-autoscaler application/merge-patch+json"
                + " {\"spec\":{\"replicas\":7}}");
  }

  @Test
  void asksOnceWhatAKindIsCalled() {
    scaler.read(API);
    scaler.read(API);
    assertThat(calls).filteredOn(call -> call.startsWith("GET /apis/apps/v1 ")).hasSize(1);
  }

  @Test
  void scalesAnyKindThatCanBeScaled() {
    answers.put(
        "/apis/example.com/v1",
        resources("example.com/v1", kind("rigs", "Rig"), kind("rigs/scale", "Scale")));
    answers.put("/apis/example.com/v1/namespaces/shop/rigs/big/scale", scale(1, 1));
    assertThat(scaler.read(new ScaleTarget("shop", "example.com/v1", "Rig", "big")))
        .isInstanceOf(TargetState.Found.class);
  }

  @Test
  void knowsWhatIsMissingAndWhatCannotBeScaled() {
    assertThat(scaler.read(ScaleTarget.deployment("shop", "none")))
        .isEqualTo(new TargetState.Missing());
    assertThat(scaler.read(new ScaleTarget("shop", "apps/v1", "ControllerRevision", "x")))
        .isEqualTo(new TargetState.NotScalable());
    assertThat(scaler.read(new ScaleTarget("shop", "nowhere.io/v1", "Rig", "x")))
        .isEqualTo(new TargetState.NotScalable());
  }

  @Test
  void aVersionThatIsNoneNeverBecomesAPath() {
    assertThat(scaler.read(new ScaleTarget("shop", "../../api/v1", "Secret", "x")))
        .isEqualTo(new TargetState.NotScalable());
    assertThat(calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secrets/x", "..", "a/b", "a?b", "a#b", "a%2fb", "A", ""})
  void aNameThatIsNoneNeverBecomesAPath(String name) {
    assertThat(scaler.read(ScaleTarget.deployment("shop", name)))
        .isEqualTo(new TargetState.Missing());
    assertThat(scaler.scale(ScaleTarget.deployment("shop", name), 1))
        .isEqualTo(new TargetState.Missing());
    assertThat(calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../Deployment", "Deployment/scale", "deployments", ""})
  void aKindThatIsNoneNeverBecomesAPath(String kind) {
    assertThat(scaler.read(new ScaleTarget("shop", "apps/v1", kind, "x")))
        .isEqualTo(new TargetState.NotScalable());
    assertThat(calls).noneMatch(call -> call.contains("scale"));
  }

  @Test
  void repeatsWhatTheApiServerRefusedAndSaysWhatAllowsIt() {
    answers.put(SCALE, "403");
    assertThat(scaler.read(API))
        .isEqualTo(
            new TargetState.Unreadable(
                "the API server answered 403 to GET "
                    + SCALE
                    + "; let it get and patch deployments/scale in API group \"apps\": label a ClusterRole that says so apifleet.dev/aggregate-to-scale: \"true\""));
    answers.put(SCALE, "500");
    assertThat(scaler.read(API))
        .isEqualTo(new TargetState.Unreadable("the API server answered 500 to GET " + SCALE));
  }

  @Test
  void saysSoWhenTheApiServerIsAway() {
    server.stop(0);
    assertThat(scaler.read(API))
        .isEqualTo(
            new TargetState.Unreadable("the API server did not answer to GET /apis/apps/v1"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                body));
    String answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "404");
    boolean refused = answer.length() == 3;
    byte[] bytes = (refused ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(refused ? Integer.parseInt(answer) : 200, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String resources(String groupVersion, String... kinds) {
    return "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"%s\",\"resources\":[%s]}"
        .formatted(groupVersion, String.join(",", kinds));
  }

  private static String kind(String plural, String kind) {
    return "{\"name\":\"%s\",\"kind\":\"%s\",\"namespaced\":true}".formatted(plural, kind);
  }

  private static String scale(int replicas, int running) {
    return "{\"kind\":\"Scale\",\"apiVersion\":\"autoscaling/v1\",\"spec\":{\"replicas\":%d},\"status\":{\"replicas\":%d,\"selector\":\"app=api\"}}"
        .formatted(replicas, running);
  }
}
