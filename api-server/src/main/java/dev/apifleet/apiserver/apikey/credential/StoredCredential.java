package dev.apifleet.apiserver.apikey.credential;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An API key or session as Redis holds it; docs/identity.md is the contract.
 *
 * @param keyId the id of an API key of ours, 0 for anything else
 * @param tier null where none is named
 */
record StoredCredential(
    long keyId,
    String subject,
    String tier,
    Set<String> roles,
    Set<String> scopes,
    Instant expiresAt,
    boolean enabled) {

  static final String[] FIELDS = {"id", "subject", "tier", "roles", "scopes", "expires", "enabled"};

  private static final int LONGEST_FIELD = 4096;

  /** Empty where there is none, or none that can be read. */
  static Optional<StoredCredential> read(Map<String, String> fields) {
    String subject = text(fields, "subject");
    if (subject.isBlank() || fields.values().stream().anyMatch(StoredCredential::tooLong)) {
      return Optional.empty();
    }
    try {
      String enabled = text(fields, "enabled");
      return Optional.of(
          new StoredCredential(
              number(text(fields, "id"), 0),
              subject,
              fields.get("tier"),
              words(text(fields, "roles")),
              words(text(fields, "scopes")),
              expiry(text(fields, "expires")),
              List.of("", "true", "1").contains(enabled)));
    } catch (NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  boolean isValid(Instant now) {
    return enabled && now.isBefore(expiresAt);
  }

  private static boolean tooLong(String value) {
    return value != null && value.length() > LONGEST_FIELD;
  }

  private static String text(Map<String, String> fields, String name) {
    String value = fields.get(name);
    return value == null ? "" : value;
  }

  private static long number(String text, long usual) {
    return text.isEmpty() ? usual : Long.parseLong(text.strip());
  }

  private static Instant expiry(String seconds) {
    long number = number(seconds, Long.MAX_VALUE);
    return number >= Instant.MAX.getEpochSecond()
        ? Instant.MAX
        : Instant.ofEpochSecond(Math.max(0, number));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
