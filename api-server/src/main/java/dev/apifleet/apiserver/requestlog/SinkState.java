package dev.apifleet.apiserver.requestlog;

import java.time.Instant;

/**
 * How one sink of the log does; the counts are of entries since this instance started.
 *
 * @param state {@code writing}, or {@code away}
 * @param since when it came into that state
 * @param failures batches that did not arrive
 */
public record SinkState(
    String sink,
    String state,
    Instant since,
    int buffered,
    int capacity,
    long written,
    long dropped,
    long failures) {

  static SinkState of(SinkBuffer buffer) {
    return new SinkState(
        buffer.name(),
        buffer.isAway() ? "away" : "writing",
        buffer.since(),
        buffer.size(),
        buffer.capacity(),
        buffer.meters().writtenSoFar(),
        buffer.meters().droppedSoFar(),
        buffer.meters().failuresSoFar());
  }
}
