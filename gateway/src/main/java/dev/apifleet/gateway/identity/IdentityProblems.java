package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What clients are told whose credential is missing, bad or not enough (RFC 6750). */
final class IdentityProblems {
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String KEYS_RETRY_SECONDS = "10";

  private IdentityProblems() {}

  static Problem ambiguous() {
    return new Problem(
        400,
        "ambiguous_authorization",
        "More than one Authorization header",
        "Send exactly one Authorization header.");
  }

  static Problem invalidToken(String reason) {
    return new Problem(
            401,
            "invalid_token",
            "The bearer token is not valid",
            "The token is not accepted: " + reason + ". Log in again, or send no token.")
        .withHeader(
            CHALLENGE, "Bearer error=\"invalid_token\", error_description=\"" + reason + "\"");
  }

  static Problem notBearer() {
    return new Problem(
            401,
            "invalid_token",
            "The bearer token is not valid",
            "Only Bearer tokens are taken. Send 'Authorization: Bearer <token>', or no Authorization"
                + " header.")
        .withHeader(
            CHALLENGE,
            "Bearer error=\"invalid_token\", error_description=\"only Bearer tokens are taken\"");
  }

  static Problem tooManyBadTokens(long waitMillis) {
    long seconds = Math.max(1, Math.ceilDiv(waitMillis, 1000));
    return new Problem(
            429,
            "too_many_bad_tokens",
            "Too many bad tokens",
            "Your address sent too many tokens that are not valid. Try again in " + seconds + " s.")
        .withHeader("Retry-After", Long.toString(seconds));
  }

  static Problem keysUnavailable() {
    return new Problem(
            503,
            "keys_unavailable",
            "The token cannot be checked",
            "The keys of the token's issuer are out of reach. Try again in "
                + KEYS_RETRY_SECONDS
                + " s.")
        .withHeader("Retry-After", KEYS_RETRY_SECONDS);
  }

  static Problem authenticationRequired() {
    return new Problem(
            401,
            "authentication_required",
            "Authentication is required",
            "Send 'Authorization: Bearer <token>'.")
        .withHeader(CHALLENGE, "Bearer");
  }

  static Problem noIdentityProvider() {
    return new Problem(
        500,
        "no_identity_provider",
        "No identity provider",
        "This route needs a token, but the fleet has no identity provider: name one in the GatewayFleet.");
  }

  /**
   * @param roles of which one is needed, empty if the roles suffice
   * @param scopes which are needed and missing
   */
  static Problem forbidden(List<String> roles, List<String> scopes) {
    Map<String, Object> members = new HashMap<>();
    StringBuilder detail = new StringBuilder("The token is valid, but not enough:");
    if (!roles.isEmpty()) {
      members.put("rolesAnyOf", roles);
      detail.append(" one of the roles ").append(String.join(", ", roles)).append(" is needed.");
    }
    if (!scopes.isEmpty()) {
      members.put("missingScopes", scopes);
      detail.append(" It lacks the scopes ").append(String.join(", ", scopes)).append('.');
    }
    String scope = scopes.isEmpty() ? "" : ", scope=\"" + String.join(" ", scopes) + "\"";
    return new Problem(
        403,
        "forbidden",
        "Not allowed",
        detail.toString(),
        members,
        Map.of(CHALLENGE, "Bearer error=\"insufficient_scope\"" + scope));
  }
}
