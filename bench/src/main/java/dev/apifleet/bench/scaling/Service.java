package dev.apifleet.bench.scaling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A service of pods in virtual time: each has so many requests in work, each request takes a tenth
 * of a second of work, and those that find no place wait for 5 s at most, or for 30 s those that
 * come while no pod is ready.
 */
final class Service {
  /** Milliseconds of one step. */
  static final long STEP = 100;

  /** Requests that a pod works on at once. */
  static final int PLACES = 10;

  /** Seconds of work of a request. */
  static final double WORK = 0.1;

  /** From being asked for to being ready, for all autoscalers alike. */
  static final long START = 10_000;

  private static final long PATIENCE = 5_000;
  private static final long PATIENCE_AT_ZERO = 30_000;

  private record Cohort(long until, double requests) {}

  private final ArrayDeque<Cohort> waiting = new ArrayDeque<>();
  private final List<Long> pods = new ArrayList<>();
  private double inWork;
  private double queued;
  private double lost;

  Service(int replicas) {
    scale(replicas, -START);
  }

  /** New ones are ready later; of those that go, the newest go first. */
  void scale(int replicas, long now) {
    while (pods.size() > replicas) {
      pods.removeLast();
    }
    while (pods.size() < replicas) {
      pods.add(now + START);
    }
  }

  /** One step: some requests are done, some arrive, some begin, and some have waited too long. */
  void step(double arriving, long now) {
    double seconds = STEP / 1000.0;
    inWork -= inWork * Math.min(1, seconds / WORK);
    waiting.add(
        new Cohort(now + (ready(now) == 0 ? PATIENCE_AT_ZERO : PATIENCE), arriving * seconds));
    queued += arriving * seconds;
    begin(places(now) - inWork);
    while (!waiting.isEmpty() && waiting.peek().until() <= now) {
      lost += waiting.peek().requests();
      queued -= waiting.poll().requests();
    }
  }

  private void begin(double free) {
    double room = free;
    while (room > 0 && !waiting.isEmpty()) {
      Cohort next = waiting.poll();
      double taken = Math.min(room, next.requests());
      if (taken < next.requests()) {
        waiting.addFirst(new Cohort(next.until(), next.requests() - taken));
      }
      room -= taken;
      inWork += taken;
      queued -= taken;
    }
    queued = waiting.isEmpty() ? 0 : queued;
  }

  int replicas() {
    return pods.size();
  }

  int ready(long now) {
    return (int) pods.stream().filter(at -> at <= now).count();
  }

  double places(long now) {
    return (double) ready(now) * PLACES;
  }

  double inWork() {
    return inWork;
  }

  double queued() {
    return queued;
  }

  /** Requests that waited too long. */
  double lost() {
    return lost;
  }
}
