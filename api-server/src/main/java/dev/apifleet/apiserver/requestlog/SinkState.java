package dev.apifleet.apiserver.requestlog;

/**
 * How one sink of the log does; the counts are since this instance started.
 *
 * @param state {@code writing}, or {@code away}
 */
public record SinkState(
    String sink, String state, int buffered, int capacity, long written, long dropped) {

  static SinkState of(SinkBuffer buffer) {
    return new SinkState(
        buffer.name(),
        buffer.isAway() ? "away" : "writing",
        buffer.size(),
        buffer.capacity(),
        buffer.meters().writtenSoFar(),
        buffer.meters().droppedSoFar());
  }
}
