package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.Credential;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.Sha256;

/**
 * Names a request's counter: policy, tier, window, and a 128 bit hash of the key parts' values, so
 * that it is bounded in length and tells nothing about who was counted.
 *
 * <p>The hash is the key's hash tag: counters of several policies by the same key parts lie in one
 * slot of a Redis Cluster. The window is part of the name since counts of different windows cannot
 * be compared: after a change of window counting begins anew, after a change of limit it goes on.
 */
final class CounterKey {
  private static final int HASH_BYTES = 16;

  private CounterKey() {}

  static String of(PolicyConfig policy, LimitConfig limit, Exchange exchange) {
    StringBuilder values = new StringBuilder();
    for (KeyPart part : policy.keyParts()) {
      String value = value(part, exchange);
      values.append(value.length()).append(':').append(value);
    }
    String name = policy.name() + ":" + exchange.subscriber().tier() + ":" + limit.windowMillis();
    return "apifleet:limit:" + name + ":{" + hash(values.toString()) + "}";
  }

  /** What a client is told about the key: its kind, never its value. */
  static String kind(KeyPart part) {
    return switch (part) {
      case KeyPart.Identity _ -> "identity";
      case KeyPart.Ip _ -> "ip";
      case KeyPart.Header header -> "header:" + header.name();
      case KeyPart.Claim claim -> "claim:" + claim.name();
      case KeyPart.ApiKey _ -> "api key";
      case KeyPart.Route _ -> "route";
    };
  }

  private static String value(KeyPart part, Exchange exchange) {
    return switch (part) {
      case KeyPart.Identity _ -> identity(exchange);
      case KeyPart.Ip _ -> exchange.clientKey();
      case KeyPart.Header header ->
          String.join(",", exchange.request().headers().getAll(header.name()));
      case KeyPart.Claim claim ->
          String.valueOf(exchange.subscriber().claims().getOrDefault(claim.name(), ""));
      case KeyPart.ApiKey _ -> apiKey(exchange);
      case KeyPart.Route _ -> exchange.route() + "/" + exchange.rule();
    };
  }

  /** A subject is unique within its issuer only, and never equal to an address. */
  private static String identity(Exchange exchange) {
    Subscriber subscriber = exchange.subscriber();
    return subscriber.isAnonymous()
        ? "address " + exchange.clientKey()
        : "subject " + subscriber.claims().getOrDefault("iss", "") + " " + subscriber.subject();
  }

  private static String apiKey(Exchange exchange) {
    Credential credential = exchange.subscriber().credential();
    return credential.kind() == Credential.Kind.API_KEY
        ? "key " + credential.id()
        : "address " + exchange.clientKey();
  }

  static String hash(String values) {
    return Sha256.beginning(values, HASH_BYTES);
  }
}
