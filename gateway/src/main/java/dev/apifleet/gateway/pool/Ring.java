package dev.apifleet.gateway.pool;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A ring of virtual nodes (Karger et al., Consistent Hashing and Random Trees): each endpoint owns
 * points in proportion to its weight, each key belongs to the first point at or after its hash.
 */
final class Ring {
  /** Bounds memory and the time to build; beyond, endpoints have fewer points each. */
  private static final int MOST_POINTS = 1 << 15;

  private final long[] points;
  private final int[] owners;
  private final Endpoint[] endpoints;
  private final Map<Endpoint, Integer> numbers = new HashMap<>();

  Ring(Endpoint[] endpoints, int virtualNodes) {
    this.endpoints = endpoints;
    long wanted = 0;
    for (Endpoint endpoint : endpoints) {
      numbers.put(endpoint, numbers.size());
      wanted += (long) virtualNodes * endpoint.weight();
    }
    double scale = Math.min(1, (double) MOST_POINTS / Math.max(1, wanted));
    long[][] placed = new long[endpoints.length][];
    for (int i = 0; i < endpoints.length; i++) {
      placed[i] = points(endpoints[i], virtualNodes * scale);
    }
    points = Arrays.stream(placed).flatMapToLong(Arrays::stream).sorted().toArray();
    owners = new int[points.length];
    for (int i = 0; i < endpoints.length; i++) {
      for (long point : placed[i]) {
        owners[Arrays.binarySearch(points, point)] = i;
      }
    }
  }

  private static long[] points(Endpoint endpoint, double perWeight) {
    long[] points = new long[Math.max(1, (int) Math.round(perWeight * endpoint.weight()))];
    for (int i = 0; i < points.length; i++) {
      points[i] = Hash.mix(endpoint.seed() + i);
    }
    return points;
  }

  int size() {
    return points.length;
  }

  /** Index of the point that a hash belongs to. */
  int find(long hash) {
    int index = Arrays.binarySearch(points, hash);
    int next = index < 0 ? -index - 1 : index;
    return next == points.length ? 0 : next;
  }

  /** The number of the endpoint that owns a point. */
  int owner(int index) {
    return owners[index];
  }

  Endpoint endpoint(int number) {
    return endpoints[number];
  }

  /** Which endpoints, by number, are among these; null where all are. */
  boolean[] marks(Endpoint[] some) {
    if (some.length == endpoints.length) {
      return null;
    }
    boolean[] marks = new boolean[endpoints.length];
    for (Endpoint endpoint : some) {
      marks[numbers.get(endpoint)] = true;
    }
    return marks;
  }
}
