package dev.apifleet.apiserver.admin.dashboard;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Meters of this instance, as sums over those that have the same name and one tag alike. */
record MetersPart(MeterRegistry registry, String name, Predicate<String> wanted, String tag)
    implements DashboardPart {

  @Override
  public Uni<Map<String, Object>> read() {
    Map<String, Object> groups = new TreeMap<>();
    registry.forEachMeter(
        meter -> {
          String group = meter.getId().getTag(tag);
          if (wanted.test(meter.getId().getName()) && group != null) {
            meters(groups, group).merge(meter.getId().getName(), value(meter), Double::sum);
          }
        });
    return Uni.createFrom().item(groups);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Double> meters(Map<String, Object> groups, String group) {
    return (Map<String, Double>) groups.computeIfAbsent(group, name -> new TreeMap<>());
  }

  /** Gauges and counters have one value; of timers, the number of events tells enough here. */
  private static double value(Meter meter) {
    double value = 0;
    for (var measurement : meter.measure()) {
      if (measurement.getStatistic() == Statistic.VALUE
          || measurement.getStatistic() == Statistic.COUNT) {
        value = measurement.getValue();
      }
    }
    return Double.isFinite(value) ? value : 0;
  }
}
