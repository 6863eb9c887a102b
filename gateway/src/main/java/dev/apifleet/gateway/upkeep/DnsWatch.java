package dev.apifleet.gateway.upkeep;

import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.upkeep.DnsLookup.Found;
import dev.apifleet.snapshot.PoolConfig.DnsConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Objects;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Looks a pool's endpoints up again and again, each time before the last answer expires. While DNS
 * fails the last good addresses stay. Confined to one event loop.
 */
final class DnsWatch {
  private static final Logger LOG = Logger.getLogger(DnsWatch.class);
  private static final long SHORTEST_SECONDS = 1;
  private static final long LONGEST_SECONDS = 3600;
  private static final int MOST_DOUBLINGS = 5;
  private static final long SETTLED_WITHIN_MILLIS = 1_000;

  private final Pool pool;
  private final Function<DnsConfig, Future<Found>> lookup;
  private final Pace pace;
  private final Runnable onChange;
  private final Promise<Void> settled = Promise.promise();
  private DnsConfig name;
  private long timer;

  /** Null before it is waited for. */
  private Long patience;

  private int round;
  private int failures;

  /**
   * Begins nothing yet.
   *
   * @param lookup answers on the same event loop
   * @param onChange hears that the pool has other endpoints
   */
  DnsWatch(Pool pool, Function<DnsConfig, Future<Found>> lookup, Pace pace, Runnable onChange) {
    this.pool = pool;
    this.lookup = lookup;
    this.pace = pace;
    this.onChange = onChange;
  }

  /** Looks up what the pool names now, if that is another name than before. */
  void adjust() {
    DnsConfig wanted = pool.members().config().dns();
    if (!Objects.equals(wanted, name)) {
      forget();
      name = wanted;
      failures = 0;
      if (wanted != null) {
        awaitFirst();
        look();
      }
    }
  }

  /** What is served waits for a first outcome, but only once. */
  private void awaitFirst() {
    if (patience == null && !settled.future().isComplete()) {
      patience = pace.before(SETTLED_WITHIN_MILLIS, this::settle);
    }
  }

  private void settle() {
    if (patience != null) {
      pace.cancel(patience);
    }
    settled.tryComplete();
  }

  /** Completes with the first outcome, whatever that is, and a second after the start at last. */
  Future<Void> settled() {
    return settled.future();
  }

  private void look() {
    int asked = ++round;
    lookup
        .apply(name)
        .onComplete(
            found -> {
              if (asked == round) {
                if (found.succeeded()) {
                  take(found.result());
                } else {
                  keep(found.cause());
                }
                settle();
              }
            });
  }

  private void take(Found found) {
    pool.dnsLookups(true).increment();
    if (failures > 0) {
      LOG.infof("The name of %s, %s, can be looked up again", pool.name(), name.name());
    }
    failures = 0;
    if (pool.found(found.endpoints())) {
      LOG.infof("%s has %d endpoints by DNS", pool.name(), found.endpoints().size());
      onChange.run();
    }
    long seconds = Math.clamp(found.ttlSeconds(), SHORTEST_SECONDS, LONGEST_SECONDS);
    timer = pace.before(seconds * 1000, this::look);
  }

  private void keep(Throwable cause) {
    pool.dnsLookups(false).increment();
    if (failures == 0) {
      LOG.warnf(
          "The name of %s, %s, cannot be looked up: %s; its endpoints stay",
          pool.name(), name.name(), cause.getMessage());
    }
    long seconds = SHORTEST_SECONDS << Math.min(failures, MOST_DOUBLINGS);
    failures++;
    timer = pace.about(seconds * 1000, this::look);
  }

  void stop() {
    forget();
    settle();
  }

  /** An answer that is still to come counts for nothing. */
  private void forget() {
    round++;
    pace.cancel(timer);
  }
}
