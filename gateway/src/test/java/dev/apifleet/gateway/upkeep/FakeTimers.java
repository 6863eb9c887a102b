package dev.apifleet.gateway.upkeep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that moves when a test says so. */
final class FakeTimers implements Pace.Timers {
  long millis;

  private final List<Timer> timers = new ArrayList<>();
  private long ids;

  private record Timer(long id, long due, Runnable action) {}

  @Override
  public long after(long delay, Runnable action) {
    timers.add(new Timer(++ids, millis + delay, action));
    return ids;
  }

  @Override
  public void cancel(long id) {
    timers.removeIf(timer -> timer.id() == id);
  }

  int pending() {
    return timers.size();
  }

  void advance(long by) {
    long until = millis + by;
    while (true) {
      Timer next =
          timers.stream()
              .filter(timer -> timer.due() <= until)
              .min(Comparator.comparingLong(Timer::due))
              .orElse(null);
      if (next == null) {
        break;
      }
      millis = next.due();
      timers.remove(next);
      next.action().run();
    }
    millis = until;
  }
}
