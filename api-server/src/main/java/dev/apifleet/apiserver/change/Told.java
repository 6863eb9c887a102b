package dev.apifleet.apiserver.change;

import java.time.Instant;

/**
 * A change that was told.
 *
 * @param position its place in the order of telling, without holes: 8 follows 7. Told twice, a
 *     change has the same position
 * @param at when it was made
 * @param json what clients read of it: everything but its owner
 */
public record Told(long position, Instant at, Change change, String json) implements Notice {}
