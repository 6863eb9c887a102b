package dev.apifleet.cli;

import dev.apifleet.translator.SecretDigest;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
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
        .forEach((key, value) -> digests.put(key, sha256(Base64.getDecoder().decode(value))));
    orEmpty(secret.getStringData())
        .forEach((key, value) -> digests.put(key, sha256(value.getBytes(StandardCharsets.UTF_8))));
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

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
