package dev.apifleet.operator.status;

import dev.apifleet.operator.deliver.Published;
import java.util.List;

/**
 * What one fleet was to serve and what its pods said, at one moment.
 *
 * @param cohorts of the pods that are ready
 */
record FleetMoment(String name, Published latest, List<Heard> pods, List<Cohort> cohorts) {
  static FleetMoment of(String name, Published latest, List<Heard> pods) {
    return new FleetMoment(name, latest, List.copyOf(pods), Cohort.of(pods));
  }

  /** The pods that count. */
  List<Heard> ready() {
    return pods.stream().filter(each -> each.pod().ready()).toList();
  }

  /** How many of them said that they serve the latest publication. */
  long onLatest() {
    return ready().stream()
        .filter(each -> each.version().filter(latest.version()::equals).isPresent())
        .count();
  }
}
