package dev.apifleet.apiserver.admin.breaker;

import java.time.Instant;

/**
 * How a guarded call does; the counts are since this instance started.
 *
 * @param state {@code closed}, {@code open} or {@code half-open}
 * @param since when it came into that state
 * @param prevented calls that were not made since the breaker was open
 */
public record Breaker(
    String name, String state, Instant since, long succeeded, long failed, long prevented) {}
