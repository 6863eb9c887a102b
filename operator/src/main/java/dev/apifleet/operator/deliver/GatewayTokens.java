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

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private GatewayTokens() {}

  /** When a token that was reviewed ends, as it says itself (RFC 7519, exp). */
  static Instant end(String reviewed, Instant now) {
    try {
      JsonNode end = claims(reviewed).path("exp");
      return end.isNumber() ? Instant.ofEpochSecond(end.asLong()) : now.plus(UNLESS_NAMED);
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
      return now.plus(UNLESS_NAMED);
    }
  }

  /**
   * Whether it could be a gateway's, by what it says of itself, which proves nothing: of any other
   * nobody needs to be asked.
   */
  static boolean mayBeOfGateway(String token, Instant now) {
    try {
      JsonNode claims = claims(token);
      JsonNode audience = claims.path("aud");
      return claims.path("exp").asLong() > now.minus(CLOCKS_DIFFER).getEpochSecond()
          && GATEWAY_ACCOUNT.matcher(claims.path("sub").asText()).matches()
          && (audience.isArray() ? audience : JSON.createArrayNode().add(audience))
              .valueStream()
              .anyMatch(each -> AUDIENCE.equals(each.asText()));
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
      return false;
    }
  }

  private static JsonNode claims(String token) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
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
