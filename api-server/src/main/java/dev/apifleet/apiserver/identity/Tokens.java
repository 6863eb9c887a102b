package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.ApiServerConfig;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues access tokens: JWTs signed by RS256, whose claims the gateways read for identity and tier.
 */
@ApplicationScoped
public class Tokens {

  static final String SESSION = "sid";

  private final Keys keys;
  private final ApiServerConfig.Token config;

  Tokens(Keys keys, ApiServerConfig config) {
    this.keys = keys;
    this.config = config.token();
  }

  Duration life() {
    return config.ttl();
  }

  /**
   * @param scopes what its bearer may do, with spaces, for gateways
   * @param session the id of the session that it is of
   * @param start the second since 1970 in which it begins
   */
  Access.Token issue(User user, String scopes, Optional<String> session, long start) {
    return sign(keys.current().signing(), user, scopes, session, start);
  }

  Access.Token sign(
      SigningKey key, User user, String scopes, Optional<String> session, long start) {
    String jti = UUID.randomUUID().toString();
    Instant begin = Instant.ofEpochSecond(start);
    Instant end = begin.plus(config.ttl());
    var claims =
        Jwt.issuer(config.issuer())
            .audience(config.audience())
            .subject(user.email())
            .claim("tier", user.tier())
            .claim("roles", user.roles())
            .claim("scope", scopes)
            .claim("jti", jti)
            .issuedAt(begin)
            .expiresAt(end);
    session.ifPresent(id -> claims.claim(SESSION, id));
    return new Access.Token(claims.jws().keyId(key.id()).sign(key.privateKey()), jti, end);
  }
}
