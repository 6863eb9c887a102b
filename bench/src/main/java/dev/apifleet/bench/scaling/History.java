package dev.apifleet.bench.scaling;

import java.util.ArrayDeque;

/** The last seconds of a figure, for averages over them. */
final class History {
  private record Point(long at, double value) {}

  private final ArrayDeque<Point> points = new ArrayDeque<>();
  private final long length;

  History(long seconds) {
    length = seconds * 1000;
  }

  void add(long now, double value) {
    points.add(new Point(now, value));
    while (points.peek().at() <= now - length) {
      points.poll();
    }
  }

  double average(long seconds) {
    long from = points.getLast().at() - seconds * 1000;
    return points.stream()
        .filter(point -> point.at() > from)
        .mapToDouble(Point::value)
        .average()
        .orElse(0);
  }

  double largest() {
    return points.stream().mapToDouble(Point::value).max().orElse(0);
  }
}
