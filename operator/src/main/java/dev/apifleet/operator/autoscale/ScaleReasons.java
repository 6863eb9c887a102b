package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;
import java.util.Locale;

/** The sentences that say why a decision was taken. */
final class ScaleReasons {
  private static final String AUTOSCALING = "spec.autoscaling.";

  private ScaleReasons() {}

  static String hold(int current, int replicas) {
    String seen = "no gateway reports load for this pool";
    return replicas == current
        ? "%s; keeping %s".formatted(seen, count(current))
        : "%s; %s".formatted(seen, bound(current, replicas));
  }

  /**
   * @param need of the load alone
   * @param size after all rules
   */
  static String follow(ScaleSpec spec, LoadStats.Known load, Need need, Size size) {
    String seen =
        load.idle() ? "no request for " + span(spec.stableWindow()) : load(spec, load, need);
    return seen + outcome(spec, load, need.replicas(), size);
  }

  private static String load(ScaleSpec spec, LoadStats.Known load, Need need) {
    return "%s on average over %s%s; %s that needs %s"
        .formatted(
            measured(spec, need.load()),
            span(need.window()),
            load.waiting() == 0 ? "" : " and %d waiting".formatted(load.waiting()),
            target(spec),
            count(need.replicas()));
  }

  private static String measured(ScaleSpec spec, Average load) {
    return switch (spec.metric()) {
      case Concurrency -> text("%.1f requests under way (%.0f/s)", load.concurrency(), load.rate());
      case Cpu -> text("%.2f CPUs (%.0f requests/s)", load.concurrency() / 1000, load.rate());
      case Rate -> text("%.1f requests/s (%.1f under way)", load.rate(), load.concurrency());
      case Latency ->
          text(
              "%.0f ms per request (%.1f/s, %.1f under way)",
              load.latency(), load.rate(), load.concurrency());
    };
  }

  private static String target(ScaleSpec spec) {
    return switch (spec.metric()) {
      case Concurrency, Rate ->
          spec.utilization() == 100
              ? "at %d per replica".formatted(spec.target())
              : text(
                  "at %.1f per replica (%d %% of %d)",
                  spec.perReplica(), spec.utilization(), spec.target());
      case Cpu -> text("at %.2f CPUs per replica", spec.perReplica() / 1000);
      case Latency -> "for %d ms".formatted(spec.target());
    };
  }

  private static String outcome(ScaleSpec spec, LoadStats.Known load, int needed, Size size) {
    int replicas = size.replicas();
    return switch (size.cause()) {
      case LOAD -> load.idle() ? "; no replica is needed until one comes" : "";
      case SURGE -> "; %d at once".formatted(replicas);
      case FORESEEN -> "; " + foreseen(spec, load, replicas);
      case WAKE -> "; the first request wakes " + count(replicas);
      case BURST ->
          "; keeping %d until a burst is %s past".formatted(replicas, span(spec.stableWindow()));
      case UNSEEN ->
          "; keeping %d until all gateways were heard for %s"
              .formatted(replicas, span(spec.stableWindow()));
      case DELAY ->
          "; keeping %d, which the last %s needed".formatted(replicas, span(spec.scaleDownDelay()));
      case SCALE_UP -> "; %sscaleUp allows %d for now".formatted(AUTOSCALING, replicas);
      case SCALE_DOWN -> "; %sscaleDown keeps %d for now".formatted(AUTOSCALING, replicas);
      case MAX, MIN -> replicas == needed ? "" : "; " + bound(needed, replicas);
      case GRACE ->
          "; keeping %d until there was none for %s"
              .formatted(replicas, span(spec.stableWindow().plus(spec.rest())));
    };
  }

  private static String foreseen(ScaleSpec spec, LoadStats.Known load, int replicas) {
    String how =
        switch (spec.prediction().method()) {
          case None, Slope ->
              "as it rises, in " + span(spec.prediction().horizon()) + " there will be ";
          case LastWeek -> "at this time last week there were ";
        };
    return "%s%s, which needs %s"
        .formatted(how, measured(spec, load.foreseen().orElse(Average.ZERO)), count(replicas));
  }

  private static String bound(int wanted, int replicas) {
    return replicas < wanted
        ? AUTOSCALING + "maxReplicas allows " + replicas
        : AUTOSCALING + "minReplicas asks for " + replicas;
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }

  private static String count(int replicas) {
    return replicas == 1 ? "1 replica" : replicas + " replicas";
  }

  private static String span(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
