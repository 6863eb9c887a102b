package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The recent load of one pool, summed over the gateway pods that report it.
 *
 * <p>The sum is a step function of time: a pod's report holds until its next one, for three seconds
 * at most. A pod that was heard and is not any more is missing: one that fell silent until it is
 * heard again or its stream ends, and one whose stream ended for as long as the window, in which a
 * pod that still serves connects again.
 */
public final class LoadWindow {
  static final Duration REPORT_HOLDS = Duration.ofSeconds(3);
  static final int MAX_PODS = 1000;
  private static final Duration LATEST = Duration.ofSeconds(1);

  /**
   * What one gateway pod says.
   *
   * @param waiting requests that wait now
   * @param ready endpoints that can take requests, or 0
   */
  public record Reading(Average load, int waiting, int ready) {
    static final Reading NOTHING = new Reading(Average.ZERO, 0, 0);
  }

  /** Left says that the pod reports others, but this pool no longer. */
  private record Held(Reading reading, long until, boolean left) {}

  private final Map<String, Held> pods = new HashMap<>();
  private final Map<String, Long> missing = new HashMap<>();
  private final Buckets buckets;
  private final Optional<LatencyGoal> goal;
  private Average sum = Average.ZERO;
  private long expiry = Long.MAX_VALUE;
  private long upTo;

  public LoadWindow(Duration length) {
    this(length, Optional.empty());
  }

  /**
   * @param goal by which each moment is judged as it passes
   */
  LoadWindow(Duration length, Optional<LatencyGoal> goal) {
    buckets = new Buckets(length);
    this.goal = goal;
  }

  Duration length() {
    return buckets.length();
  }

  public void report(String pod, Reading reading, Instant now) {
    hold(pod, reading, false, now);
  }

  /** The pod reported; what makes no sense is no word of it. */
  void report(String pod, Optional<Reading> reading, Instant now) {
    if (reading.isPresent()) {
      report(pod, reading.get(), now);
    } else {
      advance(now.toEpochMilli());
      pods.remove(pod);
      missing.put(pod, Long.MAX_VALUE);
      add();
    }
  }

  /** The pod reported, but nothing of this pool: if it ever had any, now it has none. */
  void idle(String pod, Instant now) {
    if (pods.containsKey(pod) || missing.containsKey(pod)) {
      hold(pod, Reading.NOTHING, true, now);
    }
  }

  private void hold(String pod, Reading reading, boolean left, Instant now) {
    advance(now.toEpochMilli());
    if (pods.size() < MAX_PODS || pods.containsKey(pod)) {
      pods.put(pod, new Held(reading, now.plus(REPORT_HOLDS).toEpochMilli(), left));
      missing.remove(pod);
      add();
    }
  }

  public void gone(String pod, Instant now) {
    advance(now.toEpochMilli());
    if (pods.remove(pod) != null || missing.containsKey(pod)) {
      missing.put(pod, now.plus(length()).toEpochMilli());
      add();
    }
  }

  /** The sum of what the pods reported last. */
  Average latest() {
    return sum;
  }

  /** Endpoints that can take requests, as the pod says that knows most of them. */
  int ready() {
    return pods.values().stream().mapToInt(held -> held.reading().ready()).max().orElse(0);
  }

  public LoadStats stats(Duration stable, Duration panic, Instant now) {
    advance(now.toEpochMilli());
    missing.values().removeIf(until -> until <= upTo);
    return pods.isEmpty()
        ? new LoadStats.Unknown()
        : new LoadStats.Known(
            average(stable),
            average(panic),
            average(LATEST),
            Optional.empty(),
            waiting(),
            ready(),
            missing.size());
  }

  /** Where the load is on the line through the window, so far ahead, if it rises. */
  Optional<Average> ahead(Duration stable, Duration horizon, Instant now) {
    advance(now.toEpochMilli());
    return Trend.ahead(
        buckets.observed(stable, upTo), (upTo + horizon.toMillis()) / (double) Buckets.SECOND);
  }

  Average average(Duration window) {
    return buckets.average(window, upTo, sum);
  }

  private int waiting() {
    return pods.values().stream().mapToInt(held -> held.reading().waiting()).sum();
  }

  private void advance(long now) {
    if (now < upTo - Buckets.SECOND) {
      startAnew(now);
    }
    while (upTo < now && !pods.isEmpty()) {
      long second = (Math.floorDiv(upTo, Buckets.SECOND) + 1) * Buckets.SECOND;
      long end = Math.min(now, Math.min(second, expiry));
      buckets.observe(sum, upTo, end);
      upTo = end;
      if (upTo >= expiry) {
        expire();
      }
    }
    upTo = Math.max(upTo, now);
  }

  /** The clock was set back: what it called later is no past. */
  private void startAnew(long now) {
    buckets.clear();
    long holds = now + REPORT_HOLDS.toMillis();
    pods.replaceAll(
        (_, held) -> new Held(held.reading(), Math.min(held.until(), holds), held.left()));
    long gone = now + length().toMillis();
    missing.replaceAll((_, until) -> until == Long.MAX_VALUE ? until : Math.min(until, gone));
    upTo = now;
    add();
  }

  private void expire() {
    for (Iterator<Map.Entry<String, Held>> each = pods.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<String, Held> pod = each.next();
      if (pod.getValue().until() <= upTo) {
        each.remove();
        if (!pod.getValue().left()) {
          missing.put(pod.getKey(), Long.MAX_VALUE);
        }
      }
    }
    add();
  }

  /** Adds anew in place of keeping a difference, so that no rounding is left when all is idle. */
  private void add() {
    double concurrency = 0;
    double rate = 0;
    double delay = 0;
    expiry = Long.MAX_VALUE;
    for (Held held : pods.values()) {
      Average load = held.reading().load();
      concurrency += load.concurrency();
      rate += load.rate();
      delay += load.delay();
      expiry = Math.min(expiry, held.until());
    }
    Average all = new Average(concurrency, rate, delay);
    sum = goal.map(by -> by.judge(all, ready(), Instant.ofEpochMilli(upTo))).orElse(all);
  }
}
