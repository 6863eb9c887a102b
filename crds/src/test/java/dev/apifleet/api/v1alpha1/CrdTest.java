package dev.apifleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrdTest {

  /** {@code -Dcrds.update} writes what the types say into the chart. */
  @Test
  void theChartShipsWhatTheTypesSay() throws IOException {
    CrdFiles generated = CrdFiles.generated();
    if (System.getProperty("crds.update") != null) {
      generated.writeTo(CrdFiles.CHART);
    }
    assertThat(CrdFiles.read(CrdFiles.CHART).byName())
        .as("CRDs of the chart; ./mvnw test -pl crds -Dcrds.update writes them anew")
        .isEqualTo(generated.byName());
  }

  static Stream<JsonNode> schemas() throws IOException {
    return CrdFiles.generated().byName().values().stream().map(CrdTest::version);
  }

  private static JsonNode version(String yaml) {
    return Serialization.unmarshal(yaml, JsonNode.class).at("/spec/versions/0");
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyFieldExplainsItself(JsonNode version) {
    List<String> silent = new ArrayList<>();
    collectSilent("", version.at("/schema/openAPIV3Schema"), silent);
    assertThat(silent).isEmpty();
  }

  private static void collectSilent(String path, JsonNode schema, List<String> silent) {
    if (!schema.has("description")) {
      silent.add(path);
    }
    JsonNode parts = schema.has("items") ? schema.get("items") : schema;
    for (JsonNode part : List.of(parts, parts.path("additionalProperties"))) {
      part.path("properties")
          .properties()
          .forEach(field -> collectSilent(path + "." + field.getKey(), field.getValue(), silent));
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void anObjectWithoutSpecIsRefused(JsonNode version) {
    assertThat(version.at("/schema/openAPIV3Schema/required"))
        .extracting(JsonNode::asText)
        .containsExactly("spec");
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void whatNobodyHasLookedAtIsNotCalledCurrent(JsonNode version) {
    JsonNode status = version.at("/schema/openAPIV3Schema/properties/status/default");
    assertThat(status.path("observedGeneration").asInt()).isEqualTo(-1);
    assertThat(status.path("conditions"))
        .extracting(each -> each.path("type").asText() + "=" + each.path("status").asText())
        .containsExactly(
            "Accepted=Unknown", "Programmed=Unknown", "Ready=Unknown", "ResolvedRefs=Unknown");
  }

  @Test
  void whatScalesHasAScaleSubresource() throws IOException {
    for (String plural : List.of("backendpools", "gatewayfleets")) {
      String yaml = CrdFiles.generated().byName().get(plural + ".apifleet.dev-v1.yml");
      JsonNode scale = version(yaml).at("/subresources/scale");
      assertThat(scale.path("specReplicasPath").asText()).isEqualTo(".spec.replicas");
      assertThat(scale.path("statusReplicasPath").asText()).isEqualTo(".status.replicas");
      assertThat(scale.path("labelSelectorPath").asText()).isEqualTo(".status.selector");
    }
  }
}
