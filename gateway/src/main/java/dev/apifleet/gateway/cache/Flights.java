package dev.apifleet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The fetches under way, one for each key: equal requests wait for its answer. Where answers turned
 * out not to be kept, nobody waits for a while: else the requests would queue up one by one.
 */
final class Flights {
  private static final int FUTILE = 10_000;
  private static final Duration FUTILE_FOR = Duration.ofSeconds(10);

  private final ConcurrentMap<Key, Flight> underWay = new ConcurrentHashMap<>();
  private final Cache<Key, Boolean> futile =
      Caffeine.newBuilder().maximumSize(FUTILE).expireAfterWrite(FUTILE_FOR).build();

  /**
   * What makes requests equal.
   *
   * @param variant see {@link CacheKey#variant}
   */
  record Key(CacheKey key, String variant) {}

  /** Whether it is known that waiting is of no use. */
  boolean isFutile(Key key) {
    return futile.getIfPresent(key) != null;
  }

  /** A new flight, or null while another one is under way. */
  Flight begin(Key key) {
    Flight mine = new Flight(this, key);
    return underWay.putIfAbsent(key, mine) == null ? mine : null;
  }

  /** The flight under way, or null. */
  Flight find(Key key) {
    return underWay.get(key);
  }

  /** Requests that wait now. */
  int waiting() {
    return underWay.values().stream().mapToInt(Flight::waiting).sum();
  }

  /** Somebody waited in vain. */
  void takesTooLong(Key key) {
    futile.put(key, true);
  }

  void over(Key key, Flight flight, Landing landing) {
    if (landing.outcome() == Landing.Outcome.NOT_KEPT) {
      futile.put(key, true);
    }
    underWay.remove(key, flight);
  }
}
