package dev.apifleet.gateway.identity;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * An issuer's keys, kept fresh: fetched again in the background when most of the time has passed
 * for which the issuer lets them be kept, but after five minutes at the latest; and at once, but at
 * most every ten seconds, when a token names a key that is not among them. While the issuer does
 * not answer the last keys go on serving; where there are none yet it is asked every second.
 */
final class KeySource {
  private static final Logger LOG = Logger.getLogger(KeySource.class);
  private static final long REFRESH_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final long SOONEST_REFRESH_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final long RETRY_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final long RETRY_WITHOUT_KEYS_MILLIS = Duration.ofSeconds(1).toMillis();

  /** One fetch; the result tells whether it succeeded. */
  private record Attempt(long atMillis, Future<Boolean> succeeded) {
    boolean failed() {
      return succeeded.isComplete() && !succeeded.result();
    }
  }

  private final String uri;
  private final Supplier<Future<Fetched>> fetch;
  private final Clock clock;
  private final AtomicReference<Attempt> last = new AtomicReference<>();
  private volatile Keys keys = Keys.NONE;
  private volatile long refreshMillis = REFRESH_MILLIS;
  private volatile boolean missing;

  KeySource(String uri, Supplier<Future<Fetched>> fetch, Clock clock) {
    this.uri = uri;
    this.fetch = fetch;
    this.clock = clock;
  }

  /** The keys at hand. */
  Keys current() {
    Attempt attempt = last.get();
    refresh(attempt != null && attempt.failed() ? retryMillis() : refreshMillis);
    return keys;
  }

  /** Looks for newer keys; tells whether the issuer answered when last asked. */
  Future<Boolean> renew() {
    return refresh(retryMillis());
  }

  private long retryMillis() {
    return keys == Keys.NONE ? RETRY_WITHOUT_KEYS_MILLIS : RETRY_MILLIS;
  }

  private Future<Boolean> refresh(long intervalMillis) {
    Attempt previous = last.get();
    long now = clock.millis();
    if (previous != null && now - previous.atMillis() < intervalMillis) {
      return previous.succeeded();
    }
    Promise<Boolean> succeeded = Promise.promise();
    if (!last.compareAndSet(previous, new Attempt(now, succeeded.future()))) {
      return last.get().succeeded();
    }
    fetch
        .get()
        .onSuccess(this::keep)
        .onFailure(this::missed)
        .otherwiseEmpty()
        .map(fetched -> fetched != null)
        .onComplete(succeeded);
    return succeeded.future();
  }

  private void keep(Fetched fetched) {
    if (!fetched.keys().source().equals(keys.source())) {
      keys = fetched.keys();
    }
    refreshMillis =
        fetched.maxAgeMillis() < 0
            ? REFRESH_MILLIS
            : Math.clamp(fetched.maxAgeMillis() / 5 * 4, SOONEST_REFRESH_MILLIS, REFRESH_MILLIS);
    if (missing) {
      missing = false;
      LOG.infof("Keys from %s again", uri);
    }
  }

  private void missed(Throwable failure) {
    if (!missing) {
      missing = true;
      LOG.warnf("No keys from %s: %s", uri, failure.getMessage());
    }
  }
}
