package dev.apifleet.gateway.limit.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent of any number of things, in the memory of a fixed number of them.
 *
 * <p>It counts m things. One that is not among them takes the place of the least frequent of them,
 * whose count c it goes on from, and c is noted as its error: it may have come that often before.
 * So counts add up to the number n of all occurrences, of which the least of m is at most n / m;
 * hence whatever came more than n / m times is among them, and its count is too high by its error
 * at most, and never too low.
 *
 * <p>The things counted are kept in a binary heap, the least frequent one on top.
 *
 * <p>Source: A. Metwally, D. Agrawal, A. El Abbadi, "Efficient computation of frequent and top-k
 * elements in data streams", ICDT 2005.
 */
public final class SpaceSaving<T> {
  private final int capacity;
  private final Map<T, Counted> places = new HashMap<>();
  private final List<Counted> heap = new ArrayList<>();
  private long total;

  public SpaceSaving(int capacity) {
    this.capacity = capacity;
  }

  /**
   * One of the most frequent things.
   *
   * @param count at least as often as it came
   * @param error by so much may the count be too high
   * @param first when it came, or came back, among them
   * @param last when it came last
   */
  public record Frequent<T>(T thing, long count, long error, long first, long last) {}

  private final class Counted {
    private final T thing;
    private final long error;
    private final long first;
    private long count;
    private long last;
    private int place;

    Counted(T thing, long error, long first, int place) {
      this.thing = thing;
      this.error = error;
      this.first = first;
      this.count = error;
      this.place = place;
    }
  }

  /** Something came, at a time. The lock is held for a few comparisons. */
  public synchronized void add(T thing, long now) {
    Counted counted = places.get(thing);
    if (counted == null) {
      counted = heap.size() < capacity ? appended(thing, now) : replacing(thing, now);
      places.put(thing, counted);
    }
    counted.count++;
    counted.last = now;
    total++;
    sink(counted);
  }

  /** How many came in all. */
  public synchronized long total() {
    return total;
  }

  /** The most frequent ones, the most frequent first. */
  public synchronized List<Frequent<T>> top(int most) {
    return heap.stream()
        .sorted(Comparator.comparingLong((Counted c) -> -c.count).thenComparingLong(c -> c.first))
        .limit(most)
        .map(c -> new Frequent<>(c.thing, c.count, c.error, c.first, c.last))
        .toList();
  }

  /** With a count of 0 it belongs on top. */
  private Counted appended(T thing, long now) {
    Counted counted = new Counted(thing, 0, now, heap.size());
    heap.add(counted);
    for (int place = counted.place; place > 0; place = (place - 1) / 2) {
      swap(place, (place - 1) / 2);
    }
    return counted;
  }

  private Counted replacing(T thing, long now) {
    Counted least = heap.getFirst();
    places.remove(least.thing);
    Counted counted = new Counted(thing, least.count, now, 0);
    heap.set(0, counted);
    return counted;
  }

  private void sink(Counted counted) {
    int least = least(counted.place);
    while (least != counted.place) {
      swap(least, counted.place);
      least = least(counted.place);
    }
  }

  /** The least frequent one's place, of a place and those below it. */
  private int least(int place) {
    int least = place;
    for (int below = 2 * place + 1; below <= 2 * place + 2 && below < heap.size(); below++) {
      if (heap.get(below).count < heap.get(least).count) {
        least = below;
      }
    }
    return least;
  }

  private void swap(int one, int other) {
    Counted moved = heap.get(one);
    heap.set(one, heap.get(other));
    heap.set(other, moved);
    heap.get(one).place = one;
    moved.place = other;
  }
}
