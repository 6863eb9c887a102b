package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.Sha256;
import java.util.List;

/**
 * Names counters: by a 128 bit hash of the key parts' values, so that names are bounded in length
 * and tell nothing about who is counted, then by policy, tier, and which of the tier's limits it
 * counts for.
 *
 * <p>The hash is the hash tag of Redis Cluster: counters of several policies by the same key parts
 * lie in one slot. Neither algorithm nor window are in the name, so that a change of them finds the
 * count and carries it over.
 */
public final class CounterKey {
  private static final int HASH_BYTES = 16;

  private CounterKey() {}

  /**
   * The name of a counter in the store.
   *
   * @param hash of the key parts' values
   * @param counter which of the tier's limits it counts for
   */
  public static String of(String hash, String policy, String tier, String counter) {
    return "apifleet:limit:{" + hash + "}:" + policy + ":" + tier + ":" + counter;
  }

  /** The hash of what a policy counts a request by. */
  public static String hash(PolicyConfig policy, KeyValues request) {
    return hash(values(policy, request));
  }

  /** What a policy counts a request by, in one text. */
  static String values(PolicyConfig policy, KeyValues request) {
    StringBuilder values = new StringBuilder();
    appendValues(policy, request, values);
    return values.toString();
  }

  static void appendValues(PolicyConfig policy, KeyValues request, StringBuilder values) {
    List<KeyPart> parts = policy.keyParts();
    for (int i = 0; i < parts.size(); i++) {
      append(value(parts.get(i), request), values);
    }
  }

  /** The hash of the key parts' values, in the order of the parts. */
  public static String hash(List<String> values) {
    StringBuilder all = new StringBuilder();
    values.forEach(value -> append(value, all));
    return hash(all.toString());
  }

  private static void append(String value, StringBuilder values) {
    values.append(value.length()).append(':').append(value);
  }

  /** The hash in a counter's name. */
  static String hashIn(String name) {
    return name.substring(name.indexOf('{') + 1, name.indexOf('}'));
  }

  /** What a client is told about the key: its kind, never its value. */
  public static String kind(KeyPart part) {
    return switch (part) {
      case KeyPart.Identity _ -> "identity";
      case KeyPart.Ip _ -> "ip";
      case KeyPart.Header header -> "header:" + header.name();
      case KeyPart.Claim claim -> "claim:" + claim.name();
      case KeyPart.ApiKey _ -> "api key";
      case KeyPart.Route _ -> "route";
    };
  }

  /** What a request is counted by, in one part of the key. */
  public static String value(KeyPart part, KeyValues request) {
    return switch (part) {
      case KeyPart.Identity _ -> identity(request);
      case KeyPart.Ip _ -> request.address();
      case KeyPart.Header header -> request.headers(header.name());
      case KeyPart.Claim claim -> request.claim(claim.name());
      case KeyPart.ApiKey _ -> apiKey(request);
      case KeyPart.Route _ -> request.routeAndRule();
    };
  }

  /** A subject is unique within its issuer only, and never equal to an address. */
  private static String identity(KeyValues request) {
    String subject = request.subject();
    return subject == null
        ? "address " + request.address()
        : "subject " + request.issuer() + " " + subject;
  }

  private static String apiKey(KeyValues request) {
    String key = request.apiKey();
    return key == null ? "address " + request.address() : "key " + key;
  }

  static String hash(String values) {
    return Sha256.beginning(values, HASH_BYTES);
  }
}
