package dev.apifleet.gateway.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * One route's requests, counted by class of status code and by how long they took. Of ten thousand
 * routes each is asked so seldom that nothing of it is in a CPU's cache: a request touches this and
 * a line or two of one array, which is made for the first one.
 */
public final class RouteMeters {
  /** In nanoseconds; one bucket more takes what took longer. */
  private static final long[] BOUNDS = {
    5_000_000, 25_000_000, 100_000_000, 500_000_000, 2_500_000_000L
  };

  private static final int CLASSES = 6;

  /** Of each class the sum of all times, and behind it the buckets. */
  private static final int CELLS = 2 + BOUNDS.length;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final String route;
  private long[] cells;

  /**
   * Requests of one class.
   *
   * @param code {@code 1xx} to {@code 5xx}, or {@code aborted}
   * @param upTo how many took no longer than each of {@link #bounds()}, and last all of them
   */
  record Answers(String code, long nanos, long[] upTo) {}

  public RouteMeters(String route) {
    this.route = route;
  }

  String route() {
    return route;
  }

  /** In nanoseconds. */
  static long[] bounds() {
    return BOUNDS.clone();
  }

  /** Counts an answer. */
  public void record(int status, long nanos) {
    long[] known = cells;
    long[] counted = known == null ? first() : known;
    int sum = CELLS * (status >= 100 && status < 600 ? status / 100 : 0);
    CELL.getAndAdd(counted, sum, nanos);
    CELL.getAndAdd(counted, sum + 1 + bucket(nanos), 1L);
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private synchronized long[] first() {
    if (cells == null) {
      cells = new long[CLASSES * CELLS];
    }
    return cells;
  }

  /** What was counted so far, without classes that were not seen. */
  synchronized List<Answers> answers() {
    List<Answers> seen = new ArrayList<>();
    for (int status = 0; cells != null && status < CLASSES; status++) {
      Answers answers = answers(status);
      if (answers.upTo[BOUNDS.length] > 0) {
        seen.add(answers);
      }
    }
    return seen;
  }

  private Answers answers(int status) {
    long[] upTo = new long[BOUNDS.length + 1];
    long sum = 0;
    for (int bucket = 0; bucket < upTo.length; bucket++) {
      sum += cell(status, 1 + bucket);
      upTo[bucket] = sum;
    }
    return new Answers(status == 0 ? "aborted" : status + "xx", cell(status, 0), upTo);
  }

  private long cell(int status, int cell) {
    return (long) CELL.getVolatile(cells, status * CELLS + cell);
  }
}
