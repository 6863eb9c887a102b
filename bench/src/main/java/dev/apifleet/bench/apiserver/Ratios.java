package dev.apifleet.bench.apiserver;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How much a warm cache saves. */
final class Ratios {
  private Ratios() {}

  static List<String> of(Map<String, List<Lap>> laps) {
    List<Lap> cold = laps.get(Operations.COLD);
    List<Lap> warm = laps.get(Operations.WARM);
    if (cold == null || warm == null) {
      return List.of();
    }
    return List.of(
        "A warm cache answers %s times as many requests as a cold one: %s times as many for the server's own CPU, in 1/%s of the time at p50."
            .formatted(
                ratio(warm, cold, Lap::perSecond),
                ratio(warm, cold, Lap::perSecondAndCore),
                ratio(cold, warm, lap -> lap.half().millis(50))));
  }

  private static String ratio(List<Lap> more, List<Lap> less, ToDoubleFunction<Lap> figure) {
    double ratio =
        ApiServer.spread(more, figure).median() / ApiServer.spread(less, figure).median();
    return String.format(Locale.ROOT, "%.1f", ratio);
  }
}
