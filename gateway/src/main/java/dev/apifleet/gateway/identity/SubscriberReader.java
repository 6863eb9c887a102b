package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.snapshot.IssuerConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads who asks from the claims of a verified token. */
final class SubscriberReader {
  private static final String DEFAULT_TIER = "free";
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private SubscriberReader() {}

  static Subscriber read(IssuerConfig issuer, String subject, Map<String, Object> claims) {
    return new Subscriber(
        subject,
        tier(issuer, claims.get(issuer.tierClaim())),
        names(claims.get(issuer.rolesClaim())),
        names(claims.get("scope")),
        withoutNulls(claims));
  }

  private static String tier(IssuerConfig issuer, Object claim) {
    return claim instanceof String tier && issuer.allowedTiers().contains(tier)
        ? tier
        : DEFAULT_TIER;
  }

  /** A list of names, or one string of names with spaces between. */
  private static List<String> names(Object claim) {
    return switch (claim) {
      case Collection<?> many ->
          many.stream().filter(Objects::nonNull).map(Object::toString).toList();
      case String text when !text.isBlank() -> List.of(SPACES.split(text.trim()));
      case null, default -> List.of();
    };
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> claims) {
    return claims.entrySet().stream()
        .filter(claim -> claim.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
