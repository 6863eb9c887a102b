package dev.apifleet.operator.status;

import dev.apifleet.operator.deliver.PodAck;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ready pods that said that they took the same snapshot: there are few cohorts, of many pods. */
record Cohort(Optional<Snapshot> taken, List<Heard> pods) {
  static List<Cohort> of(List<Heard> pods) {
    Map<Object, List<Heard>> together = new LinkedHashMap<>();
    for (Heard each : pods) {
      if (each.pod().ready()) {
        together.computeIfAbsent(each.version(), _ -> new ArrayList<>()).add(each);
      }
    }
    return together.values().stream()
        .map(alike -> new Cohort(taken(alike.getFirst()), List.copyOf(alike)))
        .toList();
  }

  private static Optional<Snapshot> taken(Heard pod) {
    return pod.said().map(PodAck::published).map(published -> published.snapshot());
  }

  /** Whether all of these, as they are in the wanted snapshot, were in what the pods took. */
  boolean has(Collection<Encoded> resources, Snapshot wanted) {
    return taken.isPresent()
        && (taken.get().hash().equals(wanted.hash()) || resources.stream().allMatch(this::has));
  }

  private boolean has(Encoded wanted) {
    Encoded there = taken.orElseThrow().resources().get(wanted.resource().key());
    return there == wanted || there != null && there.hash().equals(wanted.hash());
  }
}
