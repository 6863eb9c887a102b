package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Credential;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.snapshot.ApiKeyConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The API keys of a snapshot. They are found by the part of their digest that may be known, and the
 * rest is compared in constant time.
 */
final class KeyBook {
  static final KeyBook EMPTY = new KeyBook(List.of());

  /** A key and whose it is. */
  record Holder(byte[] digest, Subscriber subscriber, long expiresAtMillis) {
    private static Holder of(ApiKeyConfig key) {
      Credential credential = new Credential(Credential.Kind.API_KEY, Credential.id(key.sha256()));
      return new Holder(
          bytes(key.sha256()),
          new Subscriber(
              key.subject(), key.tier(), key.roles(), key.scopes(), Map.of(), credential),
          key.expiresAt() == 0 ? Long.MAX_VALUE : key.expiresAt());
    }
  }

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Map<String, List<Holder>> holders;

  /**
   * Sees whether a key can be told by its digest.
   *
   * @throws IllegalArgumentException when it cannot
   */
  static void check(ApiKeyConfig key) {
    if (key.sha256() == null || !DIGEST.matcher(key.sha256()).matches()) {
      throw new IllegalArgumentException(
          "sha256 is %s; give the SHA-256 of the key as 64 hexadecimal digits, in lower case"
              .formatted(key.sha256()));
    }
    Holder.of(key);
  }

  KeyBook(Collection<ApiKeyConfig> keys) {
    this.holders =
        keys.stream()
            .collect(
                Collectors.groupingBy(
                    key -> Credential.id(key.sha256()),
                    Collectors.mapping(Holder::of, Collectors.toUnmodifiableList())));
  }

  /** Whose key has this digest, or null. */
  Holder find(String digest) {
    Holder found = null;
    for (Holder holder : holders.getOrDefault(Credential.id(digest), List.of())) {
      if (MessageDigest.isEqual(holder.digest(), bytes(digest))) {
        found = holder;
      }
    }
    return found;
  }

  private static byte[] bytes(String digest) {
    return digest.getBytes(StandardCharsets.US_ASCII);
  }
}
