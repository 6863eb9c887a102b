package dev.apifleet.translator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.snapshot.Sha256;
import dev.apifleet.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
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
    return new World(
        OPERATOR_NAMESPACE,
        only(objects, GatewayFleet.class),
        only(objects, ApiRoute.class),
        only(objects, RateLimitPolicy.class),
        only(objects, BackendPool.class),
        only(objects, Service.class),
        only(objects, EndpointSlice.class),
        secrets(objects),
        previous);
  }

  /** As the operator sees them: stringData by its digests. */
  private static List<SecretDigest> secrets(List<JsonNode> objects) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals("Secret"))
        .map(object -> SERIALIZATION.convertValue(object, Secret.class))
        .map(Worlds::digest)
        .toList();
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

  private static <T extends HasMetadata> List<T> only(List<JsonNode> objects, Class<T> type) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(type.getSimpleName()))
        .map(object -> SERIALIZATION.convertValue(object, type))
        .toList();
  }
}
