package dev.apifleet.apiserver.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long a replica is behind: the time since the primary was at the first place in its log that
 * the replica has not come to. It needs no clock of a server, and grows too where the replica has
 * lost its primary. Used by one thread at a time.
 */
final class ReplicaLag {

  /** Of more samples the oldest says enough. */
  private static final int LONGEST = 128;

  private final Deque<Sample> ahead = new ArrayDeque<>();

  private record Sample(long place, long nanos) {}

  void primaryAt(long place, long nanos) {
    if (ahead.size() < LONGEST) {
      ahead.addLast(new Sample(place, nanos));
    }
  }

  /** The lag when the replica is at this place. */
  Duration replicaAt(long place, long nanos) {
    while (!ahead.isEmpty() && ahead.getFirst().place() <= place) {
      ahead.removeFirst();
    }
    return ahead.isEmpty() ? Duration.ZERO : Duration.ofNanos(nanos - ahead.getFirst().nanos());
  }
}
