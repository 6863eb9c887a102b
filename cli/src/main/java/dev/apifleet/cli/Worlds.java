package dev.apifleet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.cli.Manifests.Manifest;
import dev.apifleet.translator.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a world of manifests, as an operator alone with them would see it. */
final class Worlds {
  static final String OPERATOR_NAMESPACE = "apifleet-system";
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final String CHART_FLEET =
      """
      {"kind": "GatewayFleet", "metadata": {"name": "default", "namespace": "apifleet-system"},
       "spec": {"allowedRoutes": {"from": "All"}}}
      """;

  private static final String KNOWING_FLEET =
      """
      {"kind": "GatewayFleet", "metadata": {"name": "default", "namespace": "apifleet-system"},
       "spec": {"allowedRoutes": {"from": "All"}, "apiKeys": {}}}
      """;

  private Worlds() {}

  /** Where no manifest is a fleet, there is the one that the chart installs. */
  static World of(List<Manifest> manifests) {
    return of(manifests, CHART_FLEET);
  }

  /** Where no manifest is a fleet, there is one that can find out who asks. */
  static World thatKnowWhoAsks(List<Manifest> manifests) {
    return of(manifests, KNOWING_FLEET);
  }

  private static World of(List<Manifest> manifests, String fleet) {
    List<GatewayFleet> fleets = new ArrayList<>(only(manifests, GatewayFleet.class));
    if (fleets.isEmpty()) {
      fleets.add(SERIALIZATION.unmarshal(fleet, GatewayFleet.class));
    }
    return new World(
        OPERATOR_NAMESPACE,
        fleets,
        only(manifests, ApiRoute.class),
        only(manifests, RateLimitPolicy.class),
        only(manifests, BackendPool.class),
        only(manifests, Service.class),
        only(manifests, EndpointSlice.class),
        only(manifests, Secret.class).stream().map(Digests::of).toList(),
        Map.of());
  }

  private static <T extends HasMetadata> List<T> only(List<Manifest> manifests, Class<T> type) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals(type.getSimpleName()))
        .map(manifest -> read(manifest, type))
        .toList();
  }

  private static <T extends HasMetadata> T read(Manifest manifest, Class<T> type) {
    try {
      return SERIALIZATION.convertValue(manifest.object(), type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(manifest.file() + ": " + e.getMessage(), e);
    }
  }

  /** Fields that are written, and that the resource does not have. */
  static Stream<String> unknownFields(Manifest manifest) {
    return switch (manifest.kind()) {
      case "ApiRoute" -> unknown(manifest, ApiRoute.class);
      case "RateLimitPolicy" -> unknown(manifest, RateLimitPolicy.class);
      case "BackendPool" -> unknown(manifest, BackendPool.class);
      case "GatewayFleet" -> unknown(manifest, GatewayFleet.class);
      default -> Stream.empty();
    };
  }

  private static Stream<String> unknown(Manifest manifest, Class<? extends HasMetadata> type) {
    JsonNode known = SERIALIZATION.convertValue(read(manifest, type), JsonNode.class);
    return unknown("spec", manifest.object().path("spec"), known.path("spec"));
  }

  private static Stream<String> unknown(String path, JsonNode written, JsonNode known) {
    if (written.isObject()) {
      return written.properties().stream()
          .filter(field -> !field.getValue().isNull())
          .flatMap(
              field ->
                  known.has(field.getKey())
                      ? unknown(
                          path + "." + field.getKey(), field.getValue(), known.get(field.getKey()))
                      : Stream.of(path + "." + field.getKey()));
    }
    Stream<String> found = Stream.empty();
    for (int i = 0; i < written.size(); i++) {
      found = Stream.concat(found, unknown(path + "[" + i + "]", written.get(i), known.path(i)));
    }
    return found;
  }
}
