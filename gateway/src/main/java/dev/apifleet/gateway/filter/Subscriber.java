package dev.apifleet.gateway.filter;

import java.util.List;
import java.util.Map;

/**
 * Who asks.
 *
 * @param subject of the token, key or session, or null for an anonymous client
 * @param tier drives limits: {@code anonymous}, {@code free}, …
 * @param roles what the subject is
 * @param scopes what the credential allows
 * @param claims all claims of the token, where it is one
 * @param credential how this is known
 */
public record Subscriber(
    String subject,
    String tier,
    List<String> roles,
    List<String> scopes,
    Map<String, Object> claims,
    Credential credential) {
  private static final Subscriber ANONYMOUS =
      new Subscriber(null, "anonymous", List.of(), List.of(), Map.of(), Credential.NONE);

  public Subscriber {
    roles = List.copyOf(roles);
    scopes = List.copyOf(scopes);
    claims = Map.copyOf(claims);
  }

  /** One whom a token names. */
  public Subscriber(
      String subject,
      String tier,
      List<String> roles,
      List<String> scopes,
      Map<String, Object> claims) {
    this(subject, tier, roles, scopes, claims, Credential.TOKEN);
  }

  /** A client without a credential. */
  public static Subscriber anonymous() {
    return ANONYMOUS;
  }

  public boolean isAnonymous() {
    return subject == null;
  }
}
