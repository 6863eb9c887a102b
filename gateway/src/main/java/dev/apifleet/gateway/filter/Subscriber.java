package dev.apifleet.gateway.filter;

import java.util.List;
import java.util.Map;

/**
 * Who asks.
 *
 * @param subject the token's subject, or null for an anonymous client
 * @param tier drives limits: {@code anonymous}, {@code free}, …
 * @param roles what the subject is
 * @param scopes what the token allows
 * @param claims all claims of the token
 */
public record Subscriber(
    String subject,
    String tier,
    List<String> roles,
    List<String> scopes,
    Map<String, Object> claims) {
  private static final Subscriber ANONYMOUS =
      new Subscriber(null, "anonymous", List.of(), List.of(), Map.of());

  public Subscriber {
    roles = List.copyOf(roles);
    scopes = List.copyOf(scopes);
    claims = Map.copyOf(claims);
  }

  /** A client without a credential. */
  public static Subscriber anonymous() {
    return ANONYMOUS;
  }

  public boolean isAnonymous() {
    return subject == null;
  }
}
