package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What clients are told whose credential is missing, bad or not enough (RFC 6750). */
final class IdentityProblems {
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String KEYS_RETRY_SECONDS = "10";
  private static final String STORE_RETRY_SECONDS = "1";

  private IdentityProblems() {}

  static Problem ambiguous() {
    return new Problem(
        400,
        "ambiguous_authorization",
        "More than one credential",
        "Send exactly one Authorization header, or one API key.");
  }

  static Problem invalidToken(String reason) {
    return new Problem(
            401,
            "invalid_token",
            "The bearer token is not valid",
            "The token is not accepted: " + reason + ". Log in again, or send none.")
        .withHeader(
            CHALLENGE, "Bearer error=\"invalid_token\", error_description=\"" + reason + "\"");
  }

  /** Of an API key or session. */
  static Problem invalidCredential(String reason) {
    return new Problem(
            401,
            "invalid_credential",
            "The API key or session is not valid",
            "The credential is not accepted: "
                + reason
                + ". Log in again, ask for another key, or send none.")
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
            "Your address sent too many tokens or keys that are not valid. Try again in "
                + seconds
                + " s.")
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

  static Problem credentialsUnavailable() {
    return new Problem(
            503,
            "credentials_unavailable",
            "The API key or session cannot be checked",
            "The store of keys and sessions is out of reach. Try again in "
                + STORE_RETRY_SECONDS
                + " s.")
        .withHeader("Retry-After", STORE_RETRY_SECONDS);
  }

  /**
   * @param keyHeader carries API keys, or null where none are accepted
   */
  static Problem authenticationRequired(String keyHeader) {
    return new Problem(
            401,
            "authentication_required",
            "Authentication is required",
            keyHeader == null
                ? "Send 'Authorization: Bearer <token>'."
                : "Send 'Authorization: Bearer <token>', or an API key in " + keyHeader + ".")
        .withHeader(CHALLENGE, "Bearer");
  }

  static Problem noIdentityProvider() {
    return new Problem(
        500,
        "no_identity_provider",
        "No identity provider",
        "This route needs to know who asks, but the fleet accepts no credentials: name"
            + " identityProviders or apiKeys in the GatewayFleet.");
  }

  /**
   * @param roles of which one is needed, empty if the roles suffice
   * @param scopes which are needed and missing
   */
  static Problem forbidden(List<String> roles, List<String> scopes) {
    Map<String, Object> members = new HashMap<>();
    StringBuilder detail = new StringBuilder("The credential is valid, but not enough:");
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
