package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.ApiServerConfig;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Issues access tokens: JWTs signed by RS256, whose claims the gateways read for identity and tier.
 */
@ApplicationScoped
public class Tokens {

  private final SigningKey key;
  private final ApiServerConfig.Token config;
  private final Clock clock;

  Tokens(SigningKey key, ApiServerConfig config, Clock clock) {
    this.key = key;
    this.config = config.token();
    this.clock = clock;
  }

  String issue(User user) {
    Instant now = clock.instant();
    return Jwt.issuer(config.issuer())
        .audience(config.audience())
        .subject(user.email())
        .claim("tier", user.tier())
        .claim("roles", user.roles())
        .claim("jti", UUID.randomUUID().toString())
        .issuedAt(now)
        .expiresAt(now.plus(config.ttl()))
        .jws()
        .keyId(key.id())
        .sign(key.privateKey());
  }
}
