package dev.apifleet.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How Flux judges: by kstatus, and by the expressions that users may paste. */
class FluxHealthTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("metadata", SimpleType.DYN)
          .addVar("spec", SimpleType.DYN)
          .addVar("status", SimpleType.DYN)
          .build();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().build();

  @ParameterizedTest
  @CsvSource({
    "UNSEEN, InProgress, InProgress",
    "OF_AN_EARLIER_GENERATION, InProgress, InProgress",
    "SERVED, Current, Current",
    "ON_ITS_WAY, InProgress, InProgress",
    "WITHOUT_GATEWAYS, InProgress, InProgress",
    "REJECTED, InProgress, Failed",
    "INVALID, Failed, Failed",
    "PARTLY, Failed, Failed",
    "UNRESOLVED, InProgress, InProgress",
  })
  void whatFluxSays(Story story, String byKstatus, String byExpressions) {
    Map.of(
            "ApiRoute", "apiroutes",
            "BackendPool", "backendpools",
            "RateLimitPolicy", "ratelimitpolicies",
            "GatewayFleet", "gatewayfleets")
        .forEach(
            (kind, plural) -> {
              JsonNode object = story.object(kind, plural);
              assertThat(kstatus(object)).as(kind).isEqualTo(byKstatus);
              assertThat(expressions(kind, object)).as(kind).isEqualTo(byExpressions);
            });
  }

  /** The rules that kstatus publishes for kinds that it does not know. */
  private static String kstatus(JsonNode object) {
    JsonNode status = object.path("status");
    JsonNode observed = status.path("observedGeneration");
    if (observed.isNumber() && observed.asLong() != generation(object)) {
      return "InProgress";
    }
    if (is(status, "Reconciling", "True")) {
      return "InProgress";
    }
    if (is(status, "Stalled", "True")) {
      return "Failed";
    }
    return is(status, "Ready", "False") || is(status, "Ready", "Unknown")
        ? "InProgress"
        : "Current";
  }

  private static long generation(JsonNode object) {
    return object.at("/metadata/generation").asLong();
  }

  private static boolean is(JsonNode status, String type, String value) {
    return StreamSupport.stream(status.path("conditions").spliterator(), false)
        .anyMatch(
            each ->
                each.path("type").asText().equals(type)
                    && each.path("status").asText().equals(value));
  }

  /** In the order in which Flux asks. */
  private static String expressions(String kind, JsonNode object) {
    JsonNode checks =
        StreamSupport.stream(
                Examples.gitops("flux-kustomization.yaml")
                    .at("/spec/healthCheckExprs")
                    .spliterator(),
                false)
            .filter(each -> each.path("kind").asText().equals(kind))
            .findFirst()
            .orElseThrow();
    if (holds(checks.path("inProgress").asText(), object)) {
      return "InProgress";
    }
    if (holds(checks.path("failed").asText(), object)) {
      return "Failed";
    }
    return holds(checks.path("current").asText(), object) ? "Current" : "InProgress";
  }

  private static boolean holds(String expression, JsonNode object) {
    try {
      Map<String, ?> variables = JSON.readValue(object.toString(), Map.class);
      return (boolean) RUNTIME.createProgram(COMPILER.compile(expression).getAst()).eval(variables);
    } catch (Exception e) {
      throw new AssertionError("%s of %s".formatted(expression, object), e);
    }
  }
}
