package dev.apifleet.translator;

import dev.apifleet.snapshot.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What a world means, and how that was found out, so that the next translation can go on from it.
 */
public final class Translation {
  /** Of no world: what the first translation follows. */
  public static final Translation NONE =
      new Translation(new TreeMap<>(), new TreeMap<>(), Map.of());

  private final SortedMap<String, Snapshot> snapshots;
  private final PSortedMap<ObjectRef, List<Finding>> findings;
  private final PMap<ObjectRef, Long> generations;
  private final History history;

  /** One from which no other can take over anything. */
  public Translation(
      SortedMap<String, Snapshot> snapshots,
      SortedMap<ObjectRef, List<Finding>> findings,
      Map<ObjectRef, Long> generations) {
    this(snapshots, TreePMap.fromSortedMap(findings), HashTreePMap.from(generations), History.NONE);
  }

  Translation(
      SortedMap<String, Snapshot> snapshots,
      PSortedMap<ObjectRef, List<Finding>> findings,
      PMap<ObjectRef, Long> generations,
      History history) {
    this.snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
    this.findings = findings;
    this.generations = generations;
    this.history = history;
  }

  /** By fleet ({@code namespace/name}). */
  public SortedMap<String, Snapshot> snapshots() {
    return snapshots;
  }

  /** By object, at least one Accepted for every custom resource of the world. */
  public PSortedMap<ObjectRef, List<Finding>> findings() {
    return findings;
  }

  /** The {@code metadata.generation} of each object that was translated. */
  public PMap<ObjectRef, Long> generations() {
    return generations;
  }

  History history() {
    return history;
  }

  /** Translations that say the same are equal, however they came about. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Translation translation
        && snapshots.equals(translation.snapshots)
        && findings.equals(translation.findings)
        && generations.equals(translation.generations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(snapshots, findings, generations);
  }

  @Override
  public String toString() {
    return "Translation[" + snapshots + ", " + findings + ", " + generations + "]";
  }
}
