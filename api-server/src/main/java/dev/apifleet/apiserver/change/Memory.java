package dev.apifleet.apiserver.change;

import java.util.Arrays;

/**
 * The latest told changes, without holes: a ring that all readers share, each with a place of its
 * own, so that a slow reader costs nothing but its place (the idea of Thompson et al., "Disruptor",
 * 2011). Bounded by count and by the length of what is kept.
 */
final class Memory {

  /** What became of an offered change. */
  enum Offer {
    TAKEN,
    /** It was here before. */
    KNOWN,
    /** Something before it is missing. */
    GAP
  }

  private final Told[] ring;
  private final long mostChars;
  private long first;
  private long last = -1;
  private long chars;

  Memory(int most, long mostChars) {
    this.ring = new Told[most];
    this.mostChars = mostChars;
  }

  /** Forgets all and goes on after a position. */
  synchronized void restart(long position) {
    Arrays.fill(ring, null);
    chars = 0;
    last = position;
    first = position + 1;
  }

  synchronized Offer offer(Told told) {
    if (last < 0 || told.position() > last + 1) {
      return Offer.GAP;
    }
    if (told.position() <= last) {
      return Offer.KNOWN;
    }
    if (told.position() - first >= ring.length) {
      dropFirst();
    }
    ring[slot(told.position())] = told;
    last = told.position();
    chars += told.json().length();
    while (chars > mostChars && first < last) {
      dropFirst();
    }
    return Offer.TAKEN;
  }

  /** Null where it is not kept. */
  synchronized Told at(long position) {
    return position < first || position > last ? null : ring[slot(position)];
  }

  /** The position of the oldest that is kept; one after the last where none is. */
  synchronized long first() {
    return first;
  }

  /** The position of the latest; negative before the beginning. */
  synchronized long last() {
    return last;
  }

  int capacity() {
    return ring.length;
  }

  private void dropFirst() {
    chars -= ring[slot(first)].json().length();
    ring[slot(first)] = null;
    first++;
  }

  private int slot(long position) {
    return (int) (position % ring.length);
  }
}
