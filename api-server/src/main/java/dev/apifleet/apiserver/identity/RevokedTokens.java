package dev.apifleet.apiserver.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.apiserver.ApiServerConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * What this instance knows of revoked tokens. Redis is asked once a second for each token that is
 * used; while it is away tokens stand for themselves, but for those that were found revoked before.
 */
@ApplicationScoped
public class RevokedTokens {

  private static final Duration BELIEVED = Duration.ofSeconds(1);
  private static final int MOST = 10_000;

  private final Cache<String, Boolean> fresh =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();

  /** By Redis key: the second before which tokens must not have begun; of one token, 1. */
  private final Cache<String, Long> revoked;

  private final RedisRevocations redis;
  private final String issuer;
  private final Clock clock;

  RevokedTokens(RedisRevocations redis, ApiServerConfig config, Clock clock) {
    this.redis = redis;
    this.issuer = config.token().issuer();
    this.clock = clock;
    this.revoked =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(config.token().ttl()).build();
  }

  /** Whether it is revoked, by itself or with all of its subject's that began before a second. */
  Uni<Boolean> contains(String jti, String subject, long issuedAt) {
    String token = Revocation.tokenKey(issuer, jti);
    String all = Revocation.subjectKey(issuer, subject);
    if (known(token, all, issuedAt)) {
      return Uni.createFrom().item(true);
    }
    if (fresh.getIfPresent(token) != null) {
      return Uni.createFrom().item(false);
    }
    return redis
        .read(token, all)
        .invoke(found -> found.forEach((key, before) -> learn(key, before)))
        .onFailure()
        .recoverWithNull()
        .invoke(asked -> fresh.put(token, true))
        .map(asked -> known(token, all, issuedAt));
  }

  /**
   * Writes it into Redis and tells the gateways. This instance knows it at once, whatever fails.
   */
  Uni<Void> write(Revocation revocation) {
    String key = revocation.redisKey(issuer);
    learn(key, revocation.before());
    Duration life = Duration.between(clock.instant(), revocation.expires());
    return life.isPositive()
        ? redis.write(key, revocation.before(), life.plusSeconds(1))
        : Uni.createFrom().voidItem();
  }

  private boolean known(String token, String all, long issuedAt) {
    Long before = revoked.getIfPresent(all);
    return revoked.getIfPresent(token) != null || (before != null && issuedAt < before);
  }

  private void learn(String key, long before) {
    revoked.asMap().merge(key, before, Math::max);
  }
}
