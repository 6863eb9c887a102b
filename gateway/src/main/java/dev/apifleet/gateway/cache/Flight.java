package dev.apifleet.gateway.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One fetch, and the requests that wait for it. Used from several threads. */
final class Flight {
  private static final int MOST_WAITING = 1_024;

  private final Flights flights;
  private final Flights.Key key;
  private List<Consumer<Landing>> waiting = new ArrayList<>();

  Flight(Flights flights, Flights.Key key) {
    this.flights = flights;
    this.key = key;
  }

  /** Whether the waiter will be told; not where it has landed, or too many wait. */
  synchronized boolean add(Consumer<Landing> waiter) {
    return waiting != null && waiting.size() < MOST_WAITING && waiting.add(waiter);
  }

  synchronized int waiting() {
    return waiting == null ? 0 : waiting.size();
  }

  /** Tells all who wait; from then on another flight may begin. Only the first landing counts. */
  void land(Landing landing) {
    List<Consumer<Landing>> told;
    synchronized (this) {
      told = waiting;
      waiting = null;
    }
    if (told != null) {
      flights.over(key, this, landing);
      told.forEach(waiter -> waiter.accept(landing));
    }
  }
}
