package dev.apifleet.apiserver.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A read-through cache of two levels, never needed for an answer: a small, short-lived one in this
 * instance, and one in Redis for all. Readers of the same value wait for one fetch; a read that
 * begins after a write was acknowledged by this instance never sees what was before it.
 */
public final class TwoLevelCache<V> {

  private static final Logger LOG = Logger.getLogger(TwoLevelCache.class);

  private final String name;
  private final Class<V> type;
  private final ObjectMapper json;
  private final SharedLevel shared;
  private final CacheLimits limits;
  private final CacheCounts counts;
  private final NearLevel<V> near;

  TwoLevelCache(
      String name,
      Class<V> type,
      ObjectMapper json,
      SharedLevel shared,
      CacheLimits limits,
      CacheCounts counts) {
    this.name = name;
    this.type = type;
    this.json = json;
    this.shared = shared;
    this.limits = limits;
    this.counts = counts;
    this.near = new NearLevel<>(shared, limits, counts);
  }

  /** Reads the truth. */
  public interface Load<V> extends Supplier<Uni<Optional<V>>> {}

  /** Gives what is kept under the id, else what the load finds; what is not there is not kept. */
  public Uni<Optional<V>> get(Object id, Load<V> load) {
    String key = key(id);
    return here(near.get(key, () -> fetch(key, load)).map(Optional::ofNullable));
  }

  /** To be called after a write was committed and before it is acknowledged. */
  public Uni<Void> invalidate(Collection<?> ids) {
    List<String> keys = ids.stream().map(this::key).toList();
    if (keys.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    counts.invalidated(keys.size());
    return here(shared.invalidate(keys))
        .invoke(done -> keys.forEach(near::forget))
        .replaceWithVoid();
  }

  public Uni<Void> invalidate(Object id) {
    return invalidate(List.of(id));
  }

  void forgetAll() {
    near.forgetAll();
  }

  String name() {
    return name;
  }

  CacheCounts counts() {
    return counts;
  }

  long size() {
    return near.size();
  }

  private String key(Object id) {
    return "apiserver:cache:" + name + ':' + id;
  }

  private Uni<Fetched<V>> fetch(String key, Load<V> load) {
    return here(shared.lookUp(key)).chain(found -> use(key, load, found, 0));
  }

  private Uni<Fetched<V>> use(String key, Load<V> load, Found found, long waited) {
    return switch (found) {
      case Found.Value(String text, String token) -> {
        if (token != null) {
          fetchAnew(key, load, token);
        }
        yield decode(text)
            .map(
                value -> {
                  counts.shared();
                  return Uni.createFrom().item(new Fetched<>(value, true));
                })
            .orElseGet(() -> load(load, false));
      }
      case Found.Lease(String token) -> loadAndFill(key, load, token);
      case Found.Taken() ->
          waited < limits.patience().toMillis()
              ? waitForOther(key, load, waited)
              : load(load, true);
      case Found.Away() -> load(load, false);
    };
  }

  private Uni<Fetched<V>> waitForOther(String key, Load<V> load, long waited) {
    counts.waited();
    long pause = 1 + waited / 2 + ThreadLocalRandom.current().nextLong(8);
    return here(Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(pause)))
        .chain(() -> here(shared.lookUp(key)))
        .chain(found -> use(key, load, found, waited + pause));
  }

  private Uni<Fetched<V>> load(Load<V> load, boolean keep) {
    counts.loaded();
    return load.get().map(value -> new Fetched<>(value.orElse(null), keep && value.isPresent()));
  }

  private Uni<Fetched<V>> loadAndFill(String key, Load<V> load, String token) {
    long start = System.nanoTime();
    return load(load, true)
        .onFailure()
        .call(failure -> shared.release(key, token))
        .chain(
            fetched ->
                here(fill(key, token, fetched.value(), Duration.ofNanos(System.nanoTime() - start)))
                    .map(taken -> new Fetched<>(fetched.value(), fetched.keep() && taken)));
  }

  private Uni<Boolean> fill(String key, String token, V value, Duration took) {
    if (value == null) {
      return shared.release(key, token);
    }
    double jitter = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
    Duration life = Duration.ofMillis((long) (limits.shared().toMillis() * jitter));
    return shared
        .fill(key, token, encode(value), took, life)
        .invoke(
            taken -> {
              if (!taken) {
                counts.refused();
              }
            });
  }

  private void fetchAnew(String key, Load<V> load, String token) {
    loadAndFill(key, load, token)
        .subscribe()
        .with(done -> {}, failure -> LOG.debugf("%s was not fetched anew: %s", key, failure));
  }

  /** What another release of this server wrote may not be readable: it is a miss. */
  private Optional<V> decode(String text) {
    try {
      return Optional.of(json.readValue(text, type));
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }

  private String encode(V value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Goes on where the caller was: sessions of the database belong to one event loop. */
  private static <T> Uni<T> here(Uni<T> uni) {
    Context context = Vertx.currentContext();
    return context == null ? uni : uni.emitOn(task -> context.runOnContext(ignored -> task.run()));
  }
}
