package dev.apifleet.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua51.Lua51;

/** Runs the script that users paste into Argo CD, in the Lua that Argo CD speaks. */
class ArgoHealthTest {
  private static final Map<String, String> KINDS =
      Map.of(
          "ApiRoute", "apiroutes",
          "BackendPool", "backendpools",
          "RateLimitPolicy", "ratelimitpolicies",
          "GatewayFleet", "gatewayfleets");

  @ParameterizedTest
  @CsvSource({
    "UNSEEN, Progressing, has not looked",
    "OF_AN_EARLIER_GENERATION, Progressing, has not looked",
    "SERVED, Healthy, 3 of 3 gateways serve generation 7",
    "ON_ITS_WAY, Progressing, waiting for b",
    "WITHOUT_GATEWAYS, Progressing, no gateway of its fleet is ready",
    "REJECTED, Degraded, rejected by b",
    "INVALID, Degraded, spec: bad",
    "PARTLY, Degraded, spec.rules[1]: bad",
    "UNRESOLVED, Degraded, no pool",
  })
  void whatArgoSays(Story story, String health, String message) {
    KINDS.forEach(
        (kind, plural) -> {
          Map<?, ?> said = health(kind, story.object(kind, plural));
          assertThat(said.get("status")).as(kind).isEqualTo(health);
          assertThat(said.get("message").toString()).as(kind).contains(message);
        });
  }

  @Test
  void aFleetThatIsToHaveNoGatewaysIsSuspended() {
    ObjectNode fleet = (ObjectNode) Story.WITHOUT_GATEWAYS.object("GatewayFleet", "gatewayfleets");
    ((ObjectNode) fleet.get("spec")).put("replicas", 0);
    assertThat(health("GatewayFleet", fleet).get("status")).isEqualTo("Suspended");
  }

  @Test
  void anObjectWithoutAnyStatusIsWaitedFor() {
    ObjectNode route = (ObjectNode) Story.SERVED.object("ApiRoute", "apiroutes");
    route.remove("status");
    assertThat(health("ApiRoute", route).get("status")).isEqualTo("Progressing");
  }

  private static Map<?, ?> health(String kind, JsonNode object) {
    String script =
        Examples.gitops("argocd-cm.yaml")
            .path("data")
            .path("resource.customizations.health.apifleet.dev_" + kind)
            .asText();
    try (Lua lua = new Lua51()) {
      lua.openLibraries();
      lua.push(Serialization.jsonMapper().convertValue(object, Map.class), Lua.Conversion.FULL);
      lua.setGlobal("obj");
      lua.run("function health() " + script + " end hs = health()");
      lua.getGlobal("hs");
      return lua.toMap(-1);
    }
  }
}
