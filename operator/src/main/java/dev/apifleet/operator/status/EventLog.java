package dev.apifleet.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which events were told: the same again within ten minutes counts on the first one, and at most
 * ten a second are told. Conditions say the rest.
 */
final class EventLog {
  private static final Duration SAME = Duration.ofMinutes(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int PER_SECOND = 10;
  private static final int REMEMBERED = 4_096;

  /** What was said about which object. */
  record Told(String uid, Notice notice) {}

  /**
   * An event as it is to be.
   *
   * @param number of the event, to name it by
   * @param count how often it was so: once for a new event
   */
  record Entry(long number, int count, Instant first, Instant last) {}

  private final Map<Told, Entry> entries = new LinkedHashMap<>();
  private final Deque<Instant> recent = new ArrayDeque<>();
  private long numbers;

  /** Empty where it is one too many. */
  synchronized Optional<Entry> add(Told told, Instant now) {
    while (!recent.isEmpty() && !now.isBefore(recent.peekFirst().plus(SECOND))) {
      recent.removeFirst();
    }
    if (recent.size() >= PER_SECOND) {
      return Optional.empty();
    }
    recent.addLast(now);
    Entry before = entries.remove(told);
    Entry entry =
        before != null && now.isBefore(before.first().plus(SAME))
            ? new Entry(before.number(), before.count() + 1, before.first(), now)
            : new Entry(numbers++, 1, now, now);
    entries.put(told, entry);
    if (entries.size() > REMEMBERED) {
      entries.remove(entries.keySet().iterator().next());
    }
    return Optional.of(entry);
  }
}
