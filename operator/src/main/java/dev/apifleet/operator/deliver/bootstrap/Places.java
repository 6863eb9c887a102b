package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.bootstrap.Chunk;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The places that the pieces of one snapshot take. Two snapshots of two to four pieces take turns
 * in the two halves, so that one is whole while the other is written, or read while it is written:
 * a gateway that starts reads one place after the other. One piece replaces what it holds at once;
 * of more than four there is no room for two.
 *
 * @param version of the snapshot; empty for none
 */
record Places(int first, int count, Optional<Version> version) {
  static final Places NONE = new Places(0, 0, Optional.empty());

  private static final int HALF = Chunk.MOST / 2;
  private static final Comparator<Version> ORDER =
      Comparator.comparingLong(Version::epoch).thenComparingLong(Version::counter);

  /** Where a snapshot of so many pieces goes after this one. */
  Places next(int pieces, Version of) {
    boolean other = pieces > 1 && pieces <= HALF && count > 0 && first == 0;
    return new Places(other ? HALF : 0, pieces, Optional.of(of));
  }

  /** Whether the snapshot has this content hash. */
  boolean holds(String hash) {
    return version.filter(of -> of.hash().equals(hash)).isPresent();
  }

  /** Whether a place may be cleared when this one has been written. */
  boolean leavesFree(Places before, int place) {
    boolean keepsBefore = count > 1 && !overlaps(before);
    return !has(place) && !(keepsBefore && before.has(place));
  }

  private boolean overlaps(Places other) {
    return first < other.first + other.count && other.first < first + count;
  }

  private boolean has(int place) {
    return place >= first && place < first + count;
  }

  /** Where the latest whole snapshot lies among what is kept. */
  static Places latest(Map<Integer, Place> kept) {
    return Stream.of(0, HALF)
        .flatMap(first -> label(kept, first).map(head -> at(first, head)).stream())
        .filter(places -> places.isWhole(kept))
        .max(Comparator.comparing(places -> places.version().orElseThrow(), ORDER))
        .orElse(NONE);
  }

  /** Whether a leader after that of this version has kept anything. */
  static boolean areOfLaterThan(Version version, Map<Integer, Place> kept) {
    return kept.keySet().stream()
        .flatMap(place -> label(kept, place).stream())
        .anyMatch(label -> label.version().epoch() > version.epoch());
  }

  private static Places at(int first, Chunk.Label head) {
    return new Places(first, head.count(), Optional.of(head.version()));
  }

  private boolean isWhole(Map<Integer, Place> kept) {
    return IntStream.range(0, count)
        .allMatch(i -> label(kept, first + i).filter(l -> is(l, i)).isPresent());
  }

  private boolean is(Chunk.Label label, int index) {
    return label.index() == index && version.equals(Optional.of(label.version()));
  }

  private static Optional<Chunk.Label> label(Map<Integer, Place> kept, int place) {
    return Optional.ofNullable(kept.get(place)).flatMap(Place::piece).map(Chunk::label);
  }
}
