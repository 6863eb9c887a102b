package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Credential;
import dev.apifleet.gateway.filter.Subscriber;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;

/**
 * An API key or session as an issuer keeps it in Redis.
 *
 * @param tier null where none is named
 * @param expiresAtMillis {@link Long#MAX_VALUE} for never
 * @param enabled whether it is accepted at present
 */
record StoredCredential(
    String subject,
    String tier,
    List<String> roles,
    List<String> scopes,
    long expiresAtMillis,
    boolean enabled) {
  static final List<String> FIELDS =
      List.of("subject", "tier", "roles", "scopes", "expires", "enabled");

  private static final int LONGEST_FIELD = 4_096;
  private static final String DEFAULT_TIER = "free";

  /**
   * Reads the values of {@link #FIELDS}; null where there is none of that name.
   *
   * @throws IllegalArgumentException where it is not written as it should be
   */
  static StoredCredential read(Response values) {
    String subject = text(values, 0);
    if (subject.isBlank()) {
      return null;
    }
    String tier = text(values, 1);
    String expires = text(values, 4).trim();
    String enabled = text(values, 5);
    return new StoredCredential(
        subject,
        tier.isEmpty() ? null : tier,
        names(text(values, 2)),
        names(text(values, 3)),
        expires.isEmpty() ? Long.MAX_VALUE : Math.multiplyExact(seconds(expires), 1_000L),
        enabled.isEmpty() || enabled.equals("true") || enabled.equals("1"));
  }

  private static String text(Response values, int index) {
    Response value = values.get(index);
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (text.length() > LONGEST_FIELD) {
      throw new IllegalArgumentException(FIELDS.get(index) + " is longer than " + LONGEST_FIELD);
    }
    return text;
  }

  private static long seconds(String text) {
    try {
      return Math.min(Long.parseLong(text), Long.MAX_VALUE / 1_000);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("expires is no number of seconds since 1970");
    }
  }

  /** Words with commas or spaces between. */
  private static List<String> names(String text) {
    String trimmed = text.replace(',', ' ').trim();
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+"));
  }

  Subscriber subscriber(Credential credential, List<String> allowedTiers) {
    String given = tier != null && allowedTiers.contains(tier) ? tier : DEFAULT_TIER;
    return new Subscriber(subject, given, roles, scopes, Map.of(), credential);
  }
}
