package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who was rejected, as it may be shown to people: headers can hold secrets, and are known by the
 * beginning of their SHA-256 alone.
 *
 * @param hash of the key, which names its counters
 * @param parts the values of the key's parts, each by its kind
 */
public record RejectedKey(String hash, String tier, Map<String, String> parts) {
  private static final int LONGEST = 128;
  private static final int HASH_BYTES = 6;

  /** Who sent a request, in the eyes of a policy. */
  public static RejectedKey of(PolicyConfig policy, String tier, String hash, KeyValues request) {
    Map<String, String> parts = LinkedHashMap.newLinkedHashMap(policy.keyParts().size());
    for (KeyPart part : policy.keyParts()) {
      parts.put(CounterKey.kind(part), shown(part, CounterKey.value(part, request)));
    }
    return new RejectedKey(hash, tier, Collections.unmodifiableMap(parts));
  }

  private static String shown(KeyPart part, String value) {
    String whole =
        part instanceof KeyPart.Header && !value.isEmpty()
            ? "sha256:" + Sha256.beginning(value, HASH_BYTES)
            : value;
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "…";
  }
}
