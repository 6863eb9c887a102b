package dev.apifleet.gateway.cache;

import dev.apifleet.snapshot.FilterConfig.Cache;

/**
 * When a kept response may be used, by this gateway's clock in milliseconds.
 *
 * @param bornAt when its age was 0
 * @param freshUntil when it ceases to be fresh
 * @param keepUntil when it ceases to be of use even for asking whether it changed
 * @param staleWhileRevalidate so long after that the backend lets it be used while it is fetched
 *     anew; -1 where it does not say
 * @param staleIfError so long while the backend fails; -1 where it does not say
 * @param staleness whether it may be used stale at all
 */
record Lifetime(
    long bornAt,
    long freshUntil,
    long keepUntil,
    long staleWhileRevalidate,
    long staleIfError,
    Staleness staleness) {

  /** Who can allow that a response is used stale. */
  enum Staleness {
    /** Clients, the backend, the route. */
    ALLOWED,
    /** The backend and the route, but no client: {@code s-maxage}. */
    ON_PURPOSE,
    /** Nobody: {@code must-revalidate} and its like. */
    FORBIDDEN
  }

  boolean isFresh(long now) {
    return now < freshUntil;
  }

  long ageSeconds(long now) {
    return Math.max(0, now - bornAt) / 1000;
  }

  /** Less than 0 once it is stale. */
  long ttlSeconds(long now) {
    return Math.floorDiv(freshUntil - now, 1000L);
  }

  /** Until when it serves while it is fetched anew; what the route says comes first. */
  long whileRevalidateUntil(Cache config) {
    return staleUntil(config.staleWhileRevalidateMillis(), staleWhileRevalidate);
  }

  /** Until when it serves while the backend fails; what the route says comes first. */
  long ifErrorUntil(Cache config) {
    return staleUntil(config.staleIfErrorMillis(), staleIfError);
  }

  private long staleUntil(long routes, long backends) {
    if (staleness == Staleness.FORBIDDEN) {
      return freshUntil;
    }
    return freshUntil + Math.max(0, routes >= 0 ? routes : backends);
  }

  Lifetime kept(long until) {
    return new Lifetime(bornAt, freshUntil, until, staleWhileRevalidate, staleIfError, staleness);
  }
}
