package dev.apifleet.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What issuers say they have changed in Redis: tells of something that was read earlier whether it
 * has to be read again. Time is a count of messages. Bounded: where a name has to be forgotten, all
 * that was read before its change is read again.
 */
final class Changes {
  private static final int MAXIMUM_NAMES = 100_000;
  private static final int LONGEST_NAME = 128;
  private static final String PREFIX = "apifleet:";

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong all = new AtomicLong();
  private final Cache<String, Long> named =
      Caffeine.newBuilder()
          .maximumSize(MAXIMUM_NAMES)
          .executor(Runnable::run)
          .<String, Long>evictionListener((_, at, _) -> all.accumulateAndGet(at, Math::max))
          .build();

  /** To be taken before something is read. */
  long now() {
    return now.get();
  }

  /** A key of Redis was changed. */
  void note(String name) {
    if (name.startsWith(PREFIX) && name.length() <= LONGEST_NAME) {
      named.put(name, now.incrementAndGet());
    }
  }

  /** Messages may have been missed. */
  void noteAll() {
    all.set(now.incrementAndGet());
  }

  /** Whether what was read at that time may be out of date. */
  boolean since(String name, long readAt) {
    return now.get() != readAt && (all.get() > readAt || isNamedSince(name, readAt));
  }

  /** Whether a message said so, of this very key. */
  boolean isNamedSince(String name, long readAt) {
    Long at = named.getIfPresent(name);
    return at != null && at > readAt;
  }
}
