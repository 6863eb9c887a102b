package dev.apifleet.bench.micro;

import dev.apifleet.snapshot.PoolConfig.Algorithm;
import java.util.function.Supplier;

/** A step of a request's way, or of a change's, that is measured by itself. */
public enum Operation {
  /** Among 10,000 routes of one host. */
  ROUTE_EXACT(Routing::exact),
  ROUTE_PREFIX(Routing::prefix),
  ROUTE_TEMPLATE(Routing::template),
  ROUTE_REGEX(Routing::regex),
  /** By method, header and query parameter besides its path. */
  ROUTE_HEADER(Routing::header),

  /** Built and swapped, on a gateway with 10,000 routes. */
  CHANGE_OF_A_ROUTE(Applying::route),
  CHANGE_OF_ENDPOINTS(Applying::endpoints),

  /** Of 10 endpoints, with what the breaker and the count of requests under way take. */
  BALANCER_ROUND_ROBIN(() -> Balancing.by(Algorithm.ROUND_ROBIN)),
  BALANCER_WEIGHTED_ROUND_ROBIN(() -> Balancing.by(Algorithm.WEIGHTED_ROUND_ROBIN)),
  BALANCER_LEAST_CONNECTIONS(() -> Balancing.by(Algorithm.LEAST_CONNECTIONS)),
  BALANCER_IP_HASH(() -> Balancing.by(Algorithm.IP_HASH)),
  BALANCER_CONSISTENT_HASH(() -> Balancing.by(Algorithm.CONSISTENT_HASH)),
  BALANCER_PEAK_EWMA(() -> Balancing.by(Algorithm.PEAK_EWMA)),

  BREAKER_SUCCESS(Breaking::success),
  BREAKER_FAILURE(Breaking::failure),
  BREAKER_REFUSAL(Breaking::refusal),

  /** The counter's arithmetic alone. */
  LIMIT_IN_MEMORY(Limiting::inMemory),
  /** From a slice at hand. */
  LIMIT_LEASED(Limiting::leased),
  /** All but the store, which answers at once. */
  LIMIT_EXACT(Limiting::exact),
  /** By a refusal that still holds. */
  LIMIT_REFUSED(Limiting::refused),
  /** The filter, from a slice at hand. */
  FILTER_RATE_LIMIT(Limiting::filter),

  /** A token of some 800 characters that was verified before; its text is hashed already. */
  FILTER_JWT(Identifying::token),
  /** The same of a token that has to be verified, and is refused for its audience. */
  FILTER_JWT_NEW(Identifying::newToken),
  /** What backends are told about who asks, in a copy of the request's headers. */
  IDENTITY_HEADERS(Identifying::headers),

  /** A fresh answer with ten headers. */
  FILTER_CACHE_HIT(Caching::hit),
  /** One that differs by a header of the request. */
  FILTER_CACHE_HIT_VARY(Caching::hitThatVaries),

  /** A line with 19 members. */
  ACCESS_LOG(Logging::line);

  private final Supplier<Supplier<?>> preparation;

  Operation(Supplier<Supplier<?>> preparation) {
    this.preparation = preparation;
  }

  /** Prepares it; what is returned does it, as often as it is called, on one thread. */
  Supplier<?> ready() {
    return preparation.get();
  }
}
