package dev.apifleet.bench.scaling;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What an autoscaler made of a trace.
 *
 * @param first seconds from the mark to the first decision to grow; less than 0 where there is none
 * @param enough seconds from the mark until the ready pods could carry the load
 * @param waited request-seconds of waiting, for want of pods
 * @param lost requests that waited too long
 * @param spare pod-seconds above what the aim needs
 * @param turns changes of direction
 */
record Outcome(
    double first,
    double enough,
    double waited,
    double lost,
    double spare,
    double turns,
    double podHours) {
  static Outcome mean(List<Outcome> all) {
    return new Outcome(
        mean(all, Outcome::first),
        mean(all, Outcome::enough),
        mean(all, Outcome::waited),
        mean(all, Outcome::lost),
        mean(all, Outcome::spare),
        mean(all, Outcome::turns),
        mean(all, Outcome::podHours));
  }

  private static double mean(List<Outcome> all, ToDoubleFunction<Outcome> figure) {
    return all.stream().mapToDouble(figure).average().orElseThrow();
  }
}
