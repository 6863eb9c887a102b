package dev.apifleet.apiserver.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The key that signs now, and all keys whose tokens are believed. */
record KeySet(SigningKey signing, Map<String, VerificationKey> verifying) {

  static KeySet of(SigningKey signing, List<VerificationKey> others) {
    return new KeySet(
        signing,
        Stream.concat(Stream.of(signing.publicHalf()), others.stream())
            .collect(
                Collectors.toUnmodifiableMap(
                    VerificationKey::id, Function.identity(), (key, same) -> key)));
  }

  Optional<VerificationKey> find(String id) {
    return Optional.ofNullable(id).map(verifying::get);
  }

  /** As a JSON Web Key Set (RFC 7517). */
  Map<String, Object> toJwks() {
    return Map.of("keys", verifying.values().stream().map(VerificationKey::toJwk).toList());
  }
}
