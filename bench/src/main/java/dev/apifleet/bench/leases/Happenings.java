package dev.apifleet.bench.leases;

import java.util.Arrays;

/** Which key something happened to, and when: kept in one number each, since they are millions. */
final class Happenings {
  private static final int TIME_BITS = 40;

  private long[] packed = new long[1 << 16];
  private int size;

  void add(int key, long millis) {
    packed = size == packed.length ? Arrays.copyOf(packed, 2 * size) : packed;
    packed[size++] = (long) key << TIME_BITS | millis;
  }

  int size() {
    return size;
  }

  /** The times of each key, in order. */
  long[][] byKey(int keys) {
    Arrays.parallelSort(packed, 0, size);
    long[][] times = new long[keys][];
    int from = 0;
    for (int key = 0; key < keys; key++) {
      int to = from;
      while (to < size && packed[to] >>> TIME_BITS == key) {
        to++;
      }
      times[key] = new long[to - from];
      for (int i = from; i < to; i++) {
        times[key][i - from] = packed[i] & (1L << TIME_BITS) - 1;
      }
      from = to;
    }
    return times;
  }
}
