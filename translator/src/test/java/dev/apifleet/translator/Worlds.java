package dev.apifleet.translator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/** Builds worlds from resources as people write them. */
final class Worlds {
  static final String OPERATOR_NAMESPACE = "apifleet-system";
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Worlds() {}

  static World of(List<JsonNode> objects, Map<String, Snapshot> previous) {
    return new World(
        OPERATOR_NAMESPACE,
        only(objects, GatewayFleet.class),
        only(objects, ApiRoute.class),
        only(objects, RateLimitPolicy.class),
        only(objects, BackendPool.class),
        only(objects, Service.class),
        only(objects, EndpointSlice.class),
        previous);
  }

  private static <T extends HasMetadata> List<T> only(List<JsonNode> objects, Class<T> type) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(type.getSimpleName()))
        .map(object -> SERIALIZATION.convertValue(object, type))
        .toList();
  }
}
