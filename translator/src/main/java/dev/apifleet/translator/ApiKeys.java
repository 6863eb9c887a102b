package dev.apifleet.translator;

import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.FleetSettings.Credentials;
import dev.apifleet.snapshot.Kind;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the API keys of a fleet from the labelled Secrets of its namespace. */
final class ApiKeys {
  static final String LABEL = "apifleet.dev/api-key";
  static final String DATA_KEY = "key";
  static final String DEFAULT_TIER = "free";

  private static final String PREFIX = "apifleet.dev/";
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final int MOST_KEYS = 10_000;
  private static final int MOST_NAMES = 64;
  private static final int LONGEST_NAME = 256;

  private final List<String> allowedTiers;
  private final LastOfFleet lastGood;
  private final Problems leftOut;

  private ApiKeys(List<String> allowedTiers, LastOfFleet lastGood, Problems leftOut) {
    this.allowedTiers = allowedTiers;
    this.lastGood = lastGood;
    this.leftOut = leftOut;
  }

  /** A Secret that is not valid keeps its last good form, unless it holds another key by now. */
  static List<ApiKeyConfig> read(
      List<SecretDigest> secrets, Credentials accepted, LastOfFleet lastGood, Problems leftOut) {
    ApiKeys reader = new ApiKeys(accepted.allowedTiers(), lastGood, leftOut);
    List<ApiKeyConfig> keys = new ArrayList<>();
    Set<String> digests = new HashSet<>();
    for (SecretDigest secret : secrets) {
      reader.one(secret, digests).ifPresent(keys::add);
    }
    if (keys.size() > MOST_KEYS) {
      leftOut.add(
          Problems.INVALID,
          "found "
              + keys.size()
              + " Secrets with API keys, of which the first "
              + MOST_KEYS
              + " by name are served; keep more in Redis");
    }
    return keys.subList(0, Math.min(keys.size(), MOST_KEYS));
  }

  static boolean isKey(SecretDigest secret) {
    return "true".equals(secret.labels().get(LABEL));
  }

  private Optional<ApiKeyConfig> one(SecretDigest secret, Set<String> digests) {
    FieldPath where = new FieldPath("Secret " + Quoted.line(secret.name()) + ": data");
    String digest = secret.digests().get(DATA_KEY);
    if (digest == null || digest.equals(OF_NOTHING)) {
      leftOut.invalid(where.item(DATA_KEY), null, "put the API key there");
      return Optional.empty();
    }
    if (!digests.add(digest)) {
      leftOut.add(
          Problems.INVALID,
          where.item(DATA_KEY) + ": an earlier Secret holds the same key; make" + " another");
      return Optional.empty();
    }
    return annotated(secret, digest);
  }

  private Optional<ApiKeyConfig> annotated(SecretDigest secret, String digest) {
    FieldPath field =
        new FieldPath("Secret " + Quoted.line(secret.name()) + ": metadata.annotations");
    Problems problems = new Problems();
    String name = secret.namespace() + "/" + secret.name();
    ApiKeyConfig key =
        new ApiKeyConfig(
            name,
            digest,
            subject(field, secret, problems),
            tier(field, secret),
            names(field, secret, "roles", problems),
            names(field, secret, "scopes", problems),
            expires(field, secret, problems));
    if (problems.none()) {
      return Optional.of(key);
    }
    leftOut.addAll(problems);
    return lastGood
        .find(Kind.API_KEY, name, ApiKeyConfig.class)
        .filter(last -> last.sha256().equals(digest));
  }

  private static String annotation(SecretDigest secret, String name) {
    return secret.annotations().get(PREFIX + name);
  }

  private static String subject(FieldPath field, SecretDigest secret, Problems problems) {
    String subject = Objects.requireNonNullElse(annotation(secret, "subject"), secret.name());
    if (subject.isBlank() || subject.length() > LONGEST_NAME) {
      problems.invalid(
          field.item(PREFIX + "subject"),
          subject,
          "write whose key it is in at most " + LONGEST_NAME + " characters, or remove it");
    }
    return subject;
  }

  private String tier(FieldPath field, SecretDigest secret) {
    String tier = Objects.requireNonNullElse(annotation(secret, "tier"), DEFAULT_TIER);
    if (allowedTiers.contains(tier) || tier.equals(DEFAULT_TIER)) {
      return tier;
    }
    leftOut.invalid(
        field.item(PREFIX + "tier"),
        tier,
        "it is free until you "
            + Quoted.orOneOf("add it to spec.apiKeys.allowedTiers", allowedTiers));
    return DEFAULT_TIER;
  }

  /** Words with commas or spaces between. */
  private static List<String> names(
      FieldPath field, SecretDigest secret, String annotation, Problems problems) {
    String text = Objects.requireNonNullElse(annotation(secret, annotation), "");
    List<String> names =
        Arrays.stream(text.split("[,\\s]+")).filter(name -> !name.isEmpty()).distinct().toList();
    if (names.size() > MOST_NAMES || names.stream().anyMatch(n -> n.length() > LONGEST_NAME)) {
      problems.invalid(
          field.item(PREFIX + annotation),
          text,
          "write at most " + MOST_NAMES + " words of at most " + LONGEST_NAME + " characters");
    }
    return names;
  }

  private static long expires(FieldPath field, SecretDigest secret, Problems problems) {
    String text = annotation(secret, "expires");
    if (text == null) {
      return 0;
    }
    try {
      return Math.max(1, OffsetDateTime.parse(text.trim()).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException _) {
      problems.invalid(
          field.item(PREFIX + "expires"), text, "write a time such as 2031-12-31T00:00:00Z");
      return 0;
    }
  }
}
