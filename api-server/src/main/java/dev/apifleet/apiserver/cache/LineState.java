package dev.apifleet.apiserver.cache;

import java.time.Instant;

/**
 * How the line to Redis does; the counts are since this instance started.
 *
 * @param since when it stood or broke
 * @param prevented questions that were not asked since it did not stand
 */
public record LineState(
    boolean stands, Instant since, long answered, long failed, long prevented) {}
