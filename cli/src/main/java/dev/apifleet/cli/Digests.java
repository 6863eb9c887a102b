package dev.apifleet.cli;

import dev.apifleet.snapshot.Sha256;
import dev.apifleet.translator.SecretDigest;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sees Secrets as a translation may: by the digests of their values. */
final class Digests {
  private Digests() {}

  static SecretDigest of(Secret secret) {
    SortedMap<String, String> digests = new TreeMap<>();
    orEmpty(secret.getData())
        .forEach((key, value) -> digests.put(key, Sha256.of(Base64.getDecoder().decode(value))));
    orEmpty(secret.getStringData()).forEach((key, value) -> digests.put(key, Sha256.of(value)));
    return new SecretDigest(
        secret.getMetadata().getNamespace(),
        secret.getMetadata().getName(),
        Objects.requireNonNullElse(secret.getType(), "Opaque"),
        orEmpty(secret.getMetadata().getLabels()),
        orEmpty(secret.getMetadata().getAnnotations()),
        digests);
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return Objects.requireNonNullElse(map, Map.of());
  }
}
