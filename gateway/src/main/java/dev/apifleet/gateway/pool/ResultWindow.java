package dev.apifleet.gateway.pool;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Successes and failures of the recent past: a ring of ten slices for the ratio, and the times of
 * the current row of failures. Safe for any thread; a success costs one counter.
 */
final class ResultWindow {
  private static final int SLICES = 10;
  private static final long[] NONE = {};

  private final AtomicReferenceArray<Slice> ring = new AtomicReferenceArray<>(SLICES);
  private final AtomicReference<long[]> failureRow = new AtomicReference<>(NONE);

  private record Slice(long number, LongAdder requests, LongAdder failures) {}

  void succeeded(long now, long window) {
    slice(now, window).requests.increment();
    if (failureRow.get() != NONE) {
      failureRow.set(NONE);
    }
  }

  /** Records a failure and returns how many of them there are in a row within the window. */
  int failed(long now, long window, int most) {
    Slice slice = slice(now, window);
    slice.requests.increment();
    slice.failures.increment();
    return failureRow.updateAndGet(row -> append(row, now, window, most)).length;
  }

  private static long[] append(long[] row, long now, long window, int most) {
    int skip = Math.max(0, row.length + 1 - most);
    while (skip < row.length && now - row[skip] > window) {
      skip++;
    }
    long[] next = Arrays.copyOfRange(row, skip, row.length + 1);
    next[next.length - 1] = now;
    return next;
  }

  /** Whether at least so many requests ended within the window and so many percent failed. */
  boolean exceeds(int minimumRequests, int errorRatio, long now, long window) {
    long current = number(now, window);
    long requests = 0;
    long failures = 0;
    for (int i = 0; i < SLICES; i++) {
      Slice slice = ring.get(i);
      if (slice != null && current - slice.number < SLICES) {
        requests += slice.requests.sum();
        failures += slice.failures.sum();
      }
    }
    return requests >= minimumRequests && failures * 100 >= (long) errorRatio * requests;
  }

  private Slice slice(long now, long window) {
    long number = number(now, window);
    int index = (int) Math.floorMod(number, (long) SLICES);
    Slice slice = ring.get(index);
    if (slice != null && slice.number == number) {
      return slice;
    }
    Slice fresh = new Slice(number, new LongAdder(), new LongAdder());
    return ring.compareAndSet(index, slice, fresh) ? fresh : ring.get(index);
  }

  private static long number(long now, long window) {
    return Math.floorDiv(now, Math.max(1, window / SLICES));
  }
}
