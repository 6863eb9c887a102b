package dev.apifleet.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * API keys and sessions of Redis, kept for a second after they were read, so that a change acts
 * within that time even if nobody tells of it. While Redis is away those that were known go on
 * serving for five minutes.
 */
final class OpaqueCredentials {
  static final long FRESH_MILLIS = Duration.ofSeconds(1).toMillis();
  static final long AWAY_MILLIS = Duration.ofMinutes(5).toMillis();

  private static final long READ_AGAIN_MILLIS = FRESH_MILLIS / 2;
  private static final int MAXIMUM_KNOWN = 20_000;
  private static final int MAXIMUM_UNKNOWN = 10_000;

  /** The answer to a name. */
  sealed interface Lookup {
    record Found(StoredCredential credential) implements Lookup {}

    record Unknown() implements Lookup {}

    /** Nobody can tell. */
    record Away() implements Lookup {}
  }

  private record Read(Lookup lookup, long atMillis, long stamp) {}

  private final Cache<String, Read> known = bounded(MAXIMUM_KNOWN);
  private final Cache<String, Read> unknown = bounded(MAXIMUM_UNKNOWN);
  private final ConcurrentMap<String, Future<Read>> underWay = new ConcurrentHashMap<>();
  private final IssuerStore store;
  private final Changes changes;
  private final Clock clock;

  OpaqueCredentials(IssuerStore store, Changes changes, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  private static Cache<String, Read> bounded(int maximum) {
    return Caffeine.newBuilder().maximumSize(maximum).build();
  }

  /** Whether it was there when last asked for. */
  boolean isKnown(String name) {
    return known.getIfPresent(name) != null;
  }

  /** What is behind a key of Redis; never fails, and may complete on any thread. */
  Future<Lookup> find(String name) {
    Read last = known.getIfPresent(name);
    if (last == null) {
      last = unknown.getIfPresent(name);
    }
    if (last == null || changes.since(name, last.stamp()) || age(last) >= FRESH_MILLIS) {
      Read before = last;
      return read(name).map(Read::lookup).otherwise(_ -> withoutRedis(name, before));
    }
    if (age(last) >= READ_AGAIN_MILLIS) {
      read(name);
    }
    return Future.succeededFuture(last.lookup());
  }

  private Lookup withoutRedis(String name, Read before) {
    return before != null
            && before.lookup() instanceof Lookup.Found
            && age(before) < AWAY_MILLIS
            && !changes.isNamedSince(name, before.stamp())
        ? before.lookup()
        : new Lookup.Away();
  }

  private long age(Read read) {
    return clock.millis() - read.atMillis();
  }

  /** One question at a time for each name. */
  private Future<Read> read(String name) {
    Promise<Read> answer = Promise.promise();
    Future<Read> asked = underWay.putIfAbsent(name, answer.future());
    if (asked != null) {
      return asked;
    }
    long stamp = changes.now();
    store
        .credential(name)
        .map(credential -> keep(name, credential, stamp))
        .onComplete(
            read -> {
              underWay.remove(name);
              answer.handle(read);
            });
    return answer.future();
  }

  private Read keep(String name, Optional<StoredCredential> credential, long stamp) {
    Lookup lookup = credential.<Lookup>map(Lookup.Found::new).orElseGet(Lookup.Unknown::new);
    Read read = new Read(lookup, clock.millis(), stamp);
    if (credential.isPresent()) {
      unknown.invalidate(name);
      known.put(name, read);
    } else {
      known.invalidate(name);
      unknown.put(name, read);
    }
    return read;
  }
}
