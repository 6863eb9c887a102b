package dev.apifleet.translator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.snapshot.Sha256;
import dev.apifleet.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds worlds from resources as people write them. */
final class Worlds {
  static final String OPERATOR_NAMESPACE = "apifleet-system";
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Worlds() {}

  static World of(List<JsonNode> objects, Map<String, Snapshot> previous) {
    return holding(objects.stream().map(Worlds::object).toList(), previous);
  }

  /** Of what {@link #object} makes. */
  static World holding(Collection<?> objects, Map<String, Snapshot> previous) {
    return new World(
        OPERATOR_NAMESPACE,
        only(objects, GatewayFleet.class),
        only(objects, ApiRoute.class),
        only(objects, RateLimitPolicy.class),
        only(objects, BackendPool.class),
        only(objects, Service.class),
        only(objects, EndpointSlice.class),
        only(objects, SecretDigest.class),
        previous);
  }

  /** As the operator sees it: a Secret by the digests of its stringData. */
  static Object object(JsonNode written) {
    return switch (written.path("kind").asText()) {
      case "GatewayFleet" -> SERIALIZATION.convertValue(written, GatewayFleet.class);
      case "ApiRoute" -> SERIALIZATION.convertValue(written, ApiRoute.class);
      case "RateLimitPolicy" -> SERIALIZATION.convertValue(written, RateLimitPolicy.class);
      case "BackendPool" -> SERIALIZATION.convertValue(written, BackendPool.class);
      case "Service" -> SERIALIZATION.convertValue(written, Service.class);
      case "EndpointSlice" -> SERIALIZATION.convertValue(written, EndpointSlice.class);
      case "Secret" -> digest(SERIALIZATION.convertValue(written, Secret.class));
      default -> throw new IllegalArgumentException(written.toString());
    };
  }

  private static SecretDigest digest(Secret secret) {
    var meta = secret.getMetadata();
    SortedMap<String, String> digests = new TreeMap<>();
    Objects.requireNonNullElse(secret.getStringData(), Map.<String, String>of())
        .forEach(
            (key, value) -> digests.put(key, Sha256.of(Objects.requireNonNullElse(value, ""))));
    return new SecretDigest(
        meta.getNamespace(),
        meta.getName(),
        secret.getType(),
        Objects.requireNonNullElse(meta.getLabels(), Map.of()),
        Objects.requireNonNullElse(meta.getAnnotations(), Map.of()),
        digests);
  }

  private static <T> List<T> only(Collection<?> objects, Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
