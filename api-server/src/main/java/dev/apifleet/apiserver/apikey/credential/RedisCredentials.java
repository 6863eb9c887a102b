package dev.apifleet.apiserver.apikey.credential;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.hash.ReactiveHashCommands;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Reads API keys and sessions from Redis; where that is away, it says so soon. An answer that is
 * late is asked for once more: all may have stood still for a moment, Redis' process or ours.
 */
@ApplicationScoped
@Retry(maxRetries = 1, delay = 0, jitter = 0, retryOn = TimeoutException.class)
@Timeout(value = 500, unit = ChronoUnit.MILLIS)
@CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.5, delay = 1000)
public class RedisCredentials {

  private final ReactiveHashCommands<String, String, String> hashes;

  RedisCredentials(ReactiveRedisDataSource redis) {
    this.hashes = redis.hash(String.class);
  }

  /** The fields of a credential; null for those that are not there. */
  @CircuitBreakerName("redis-credentials-read")
  public Uni<Map<String, String>> read(String name) {
    return hashes.hmget(name, StoredCredential.FIELDS);
  }
}
