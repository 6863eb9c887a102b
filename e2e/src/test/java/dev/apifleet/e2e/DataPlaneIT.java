package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataPlaneIT {
  private static final int MANAGEMENT_PORT = 9000;

  private final Cluster cluster = Cluster.get();
  private final KubernetesClient client = cluster.client();
  private final Resources resources = new Resources(client);
  private final Traffic traffic = new Traffic(cluster.gatewayUrl());

  private void route(String name, String rules) {
    resources.apply(
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: ApiRoute
        metadata: {name: %s}
        spec:
          rules:
        %s
        """
            .formatted(name, rules.indent(2)),
        "default");
    resources.awaitProgrammed("ApiRoute", "default", name);
  }

  @Test
  void aRuleRewritesRedirectsAndAnswersByItself() {
    route(
        "edits",
        """
        - name: rewritten
          matches: [{path: {type: PathPrefix, value: /edits/status}}]
          backendRefs: [{name: api-server}]
          filters:
          - type: URLRewrite
            urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /api/v1/status}}
          - type: ResponseHeaderModifier
            responseHeaderModifier: {set: [{name: x-edited, value: "yes"}]}
        - name: moved
          matches: [{path: {type: Exact, value: /edits/old}}]
          filters:
          - type: RequestRedirect
            requestRedirect: {statusCode: 301, path: {type: ReplaceFullPath, replaceFullPath: /edits/status}}
        - name: fixed
          matches: [{path: {type: Template, value: "/edits/users/{user}"}}]
          filters:
          - type: DirectResponse
            directResponse: {statusCode: 203, body: fixed}
        """);
    HttpResponse<String> rewritten = traffic.get("/edits/status");
    assertThat(rewritten.statusCode()).isEqualTo(200);
    assertThat(Traffic.json(rewritten).has("instanceId")).isTrue();
    assertThat(rewritten.headers().firstValue("x-edited")).hasValue("yes");
    HttpResponse<String> moved = traffic.get("/edits/old");
    assertThat(moved.statusCode()).isEqualTo(301);
    assertThat(moved.headers().firstValue("location").orElseThrow()).endsWith("/edits/status");
    HttpResponse<String> fixed = traffic.get("/edits/users/7");
    assertThat(fixed.statusCode()).isEqualTo(203);
    assertThat(fixed.body()).isEqualTo("fixed");
    resources.delete("ApiRoute", "edits");
  }

  @Test
  void anApiKeyOfASecretLetsItsOwnerIn() {
    resources.patchFleet("{\"spec\":{\"apiKeys\":{}}}");
    resources.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: partner
          labels: {apifleet.dev/api-key: "true"}
          annotations: {apifleet.dev/subject: partner, apifleet.dev/tier: pro, apifleet.dev/roles: user}
        stringData: {key: partner-key-of-the-test}
        """,
        Cluster.SYSTEM);
    route(
        "keys",
        """
        - name: guarded
          matches: [{path: {type: Exact, value: /keys/hello}}]
          auth: {required: true, roles: [user]}
          filters:
          - {type: DirectResponse, directResponse: {body: hello}}
        """);
    assertThat(traffic.get("/keys/hello").statusCode()).isEqualTo(401);
    traffic.awaitStatus("/keys/hello", 200, "x-api-key", "partner-key-of-the-test");
    assertThat(traffic.get("/keys/hello", "x-api-key", "guess").statusCode()).isEqualTo(401);
    client.secrets().inNamespace(Cluster.SYSTEM).withName("partner").delete();
    traffic.awaitStatus("/keys/hello", 401, "x-api-key", "partner-key-of-the-test");
    resources.delete("ApiRoute", "keys");
  }

  @Test
  void aDisabledEndpointGetsNothingUntilItIsEnabled() {
    TestRoute route = TestRoute.to("toggle");
    resources.apply(route.yaml(), "default");
    resources.awaitProgrammed("ApiRoute", "default", "toggle");
    Pod victim = resources.readyPods("default", "api-server").getFirst();
    String name = victim.getMetadata().getName();
    resources.patch(
        "BackendPool",
        "api-server",
        "{\"spec\":{\"disabledEndpoints\":[{\"endpoint\":\"%s\"}]}}".formatted(name));
    resources.awaitProgrammed("BackendPool", "default", "api-server");
    assertThat(backends(route, 30)).isNotEmpty().doesNotContain(name);
    resources.patch("BackendPool", "api-server", "{\"spec\":{\"disabledEndpoints\":null}}");
    await("requests to " + name)
        .atMost(Duration.ofSeconds(30))
        .until(() -> backends(route, 12).contains(name));
    resources.delete("ApiRoute", "toggle");
  }

  private Set<String> backends(TestRoute route, int requests) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < requests; i++) {
      HttpResponse<String> answer = traffic.get("/api/v1/status", route.header());
      assertThat(answer.statusCode()).isEqualTo(200);
      names.add(answer.headers().firstValue("x-backend").orElseThrow());
    }
    return names;
  }

  @Test
  void aGatewayExplainsWhatWouldBecomeOfARequest() throws IOException {
    Pod gateway = resources.readyPods(Cluster.SYSTEM, "gateway").getFirst();
    try (LocalPortForward forward =
        client
            .pods()
            .inNamespace(Cluster.SYSTEM)
            .withName(gateway.getMetadata().getName())
            .portForward(MANAGEMENT_PORT)) {
      Traffic management = new Traffic("http://127.0.0.1:" + forward.getLocalPort());
      String question =
          "{\"url\": \"http://any.example/api/v1/resources\", \"method\": \"DELETE\"}";
      JsonNode answer =
          Traffic.json(
              management.send(
                  management.request("/explain").POST(BodyPublishers.ofString(question)).build()));
      assertThat(answer.path("route").asText()).isEqualTo("default/api");
      assertThat(answer.path("outcome").path("verdict").asText()).isEqualTo("refused");
      assertThat(answer.path("outcome").path("status").asInt()).isEqualTo(401);
      JsonNode pipeline = Traffic.json(management.get("/pipeline"));
      assertThat(pipeline.toString()).contains("RateLimit default/tiers", "Authenticate", "Cache");
      JsonNode pools = Traffic.json(management.get("/pools"));
      assertThat(pools.toString()).contains("default/api-server", "CLOSED");
    }
  }
}
