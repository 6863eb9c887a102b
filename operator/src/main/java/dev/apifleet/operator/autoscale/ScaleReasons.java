package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;
import java.util.Locale;

/** The sentences that say why a decision was taken. */
final class ScaleReasons {
  private ScaleReasons() {}

  static String hold(int current, int replicas) {
    String seen = "no gateway reports load for this pool";
    return replicas == current
        ? "%s; keeping %s".formatted(seen, count(current))
        : "%s; %s".formatted(seen, bound(current, replicas));
  }

  static String follow(
      ScaleSpec spec, LoadStats.Known load, ScaleMode mode, int needed, int replicas) {
    return load(spec, load, mode, needed) + outcome(spec, mode, needed, replicas);
  }

  private static String load(ScaleSpec spec, LoadStats.Known load, ScaleMode mode, int needed) {
    boolean burst = mode == ScaleMode.PANIC && isLarger(load.panic(), load.stable());
    Average average = burst ? load.panic() : load.stable();
    return String.format(
        Locale.ROOT,
        "%.1f requests under way (%.0f/s) on average over %s; at %d per replica that needs %s",
        average.concurrency(),
        average.rate(),
        span(burst ? spec.panicWindow() : spec.stableWindow()),
        spec.target(),
        count(needed));
  }

  private static String outcome(ScaleSpec spec, ScaleMode mode, int needed, int replicas) {
    if (replicas == needed) {
      return "";
    }
    if (replicas < needed || replicas == spec.min()) {
      return "; " + bound(needed, replicas);
    }
    return mode == ScaleMode.PANIC
        ? "; keeping %d until a burst is %s past".formatted(replicas, span(spec.stableWindow()))
        : "; keeping %d, which the last %s needed".formatted(replicas, span(spec.stableWindow()));
  }

  private static String bound(int wanted, int replicas) {
    return replicas < wanted
        ? "spec.autoscaling.maxReplicas allows " + replicas
        : "spec.autoscaling.minReplicas asks for " + replicas;
  }

  private static boolean isLarger(Average one, Average other) {
    return one.concurrency() > other.concurrency();
  }

  private static String count(int replicas) {
    return replicas == 1 ? "1 replica" : replicas + " replicas";
  }

  private static String span(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
