package dev.apifleet.operator.status;

import dev.apifleet.snapshot.Encoded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Counts ready pods by what they said of some resources. */
final class Tally {
  private final List<String> waiting = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private int serving;
  private int ready;
  private boolean delivered;

  void count(FleetMoment fleet, Collection<Encoded> resources) {
    delivered = true;
    for (Cohort cohort : fleet.cohorts()) {
      boolean has = cohort.has(resources, fleet.latest().snapshot());
      cohort.pods().forEach(pod -> count(pod, has, resources));
    }
  }

  private void count(Heard pod, boolean has, Collection<Encoded> resources) {
    ready++;
    Optional<Rejection> rejection = pod.rejection(resources);
    if (rejection.isPresent()) {
      rejections.add(rejection.get());
    } else if (has) {
      serving++;
    } else {
      waiting.add(pod.pod().name());
    }
  }

  Programming result() {
    waiting.sort(null);
    return new Programming(serving, ready, delivered, waiting, rejections);
  }
}
