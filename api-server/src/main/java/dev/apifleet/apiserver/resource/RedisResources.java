package dev.apifleet.apiserver.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.quarkus.redis.datasource.value.SetArgs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * Resources in Redis. A write does not remove an entry but leaves a marker for a while, which fills
 * cannot overwrite: else a slow reader could store what it read before the write. The idea is that
 * of the leases in Nishtala et al., "Scaling Memcache at Facebook" (2013).
 *
 * <p>Where Redis hangs or is away, the time limit and the breaker keep that from the requests.
 */
@ApplicationScoped
@Timeout(value = 200, unit = ChronoUnit.MILLIS)
@CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.5, delay = 2000)
public class RedisResources {

  private static final String MARKER = "-";
  private static final Duration LIFE = Duration.ofMinutes(1);

  /** Longer than any read of the database may take. */
  private static final Duration MARKER_LIFE = Duration.ofSeconds(10);

  private final ReactiveValueCommands<String, String> values;
  private final ObjectMapper json;

  RedisResources(ReactiveRedisDataSource redis, ObjectMapper json) {
    this.values = redis.value(String.class);
    this.json = json;
  }

  public Uni<Optional<ResourceView>> get(long id) {
    return values
        .get(key(id))
        .map(text -> Optional.ofNullable(text).filter(found -> !found.equals(MARKER)))
        .map(text -> text.map(this::decode));
  }

  public Uni<Void> fill(ResourceView view) {
    return values.set(key(view.id()), encode(view), new SetArgs().nx().ex(LIFE));
  }

  public Uni<Void> invalidate(long id) {
    return values.set(key(id), MARKER, new SetArgs().ex(MARKER_LIFE));
  }

  private static String key(long id) {
    return "apiserver:resource:1:" + id;
  }

  private String encode(ResourceView view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private ResourceView decode(String text) {
    try {
      return json.readValue(text, ResourceView.class);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
