package dev.apifleet.operator.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides which gateway pod a reviewed token proves, if any. */
public final class GatewayTokens {
  /** What a gateway's token must be meant for. */
  public static final String AUDIENCE = "apifleet-operator";

  private static final Pattern GATEWAY_ACCOUNT =
      Pattern.compile("system:serviceaccount:([^:]+):([^:]+)-gateway");
  private static final String POD_NAME = "authentication.kubernetes.io/pod-name";

  /** What a token that names no end is good for. */
  private static final Duration UNLESS_NAMED = Duration.ofHours(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private GatewayTokens() {}

  /** When a token that was reviewed ends, as it says itself (RFC 7519, exp). */
  static Instant end(String reviewed, Instant now) {
    String[] parts = reviewed.split("\\.");
    try {
      JsonNode end = JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
      return end.isNumber() ? Instant.ofEpochSecond(end.asLong()) : now.plus(UNLESS_NAMED);
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
      return now.plus(UNLESS_NAMED);
    }
  }

  /**
   * @param hasFleet whether a fleet of this name exists ({@code namespace/name})
   */
  static Optional<GatewayId> identify(TokenReviewStatus review, Predicate<String> hasFleet) {
    if (!Boolean.TRUE.equals(review.getAuthenticated())
        || review.getAudiences() == null
        || !review.getAudiences().contains(AUDIENCE)
        || review.getUser() == null) {
      return Optional.empty();
    }
    UserInfo user = review.getUser();
    return fleet(user)
        .filter(hasFleet)
        .flatMap(fleet -> pod(user).map(pod -> new GatewayId(fleet, pod)));
  }

  private static Optional<String> fleet(UserInfo user) {
    Matcher account = GATEWAY_ACCOUNT.matcher(String.valueOf(user.getUsername()));
    return account.matches()
        ? Optional.of(account.group(1) + "/" + account.group(2))
        : Optional.empty();
  }

  /** Bound to the token by the API server: a pod cannot speak for another. */
  private static Optional<String> pod(UserInfo user) {
    List<String> names = user.getExtra() == null ? null : user.getExtra().get(POD_NAME);
    return names == null ? Optional.empty() : names.stream().findFirst();
  }
}
