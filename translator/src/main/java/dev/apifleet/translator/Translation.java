package dev.apifleet.translator;

import dev.apifleet.snapshot.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a world means.
 *
 * @param snapshots by fleet ({@code namespace/name})
 * @param findings by object, at least one Accepted for every custom resource of the world
 * @param generations the {@code metadata.generation} of each object that was translated
 */
public record Translation(
    SortedMap<String, Snapshot> snapshots,
    SortedMap<ObjectRef, List<Finding>> findings,
    Map<ObjectRef, Long> generations) {
  /** Of no world: what the first translation follows. */
  public static final Translation NONE =
      new Translation(new TreeMap<>(), new TreeMap<>(), Map.of());

  public Translation {
    snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
    findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
    generations = Map.copyOf(generations);
  }
}
