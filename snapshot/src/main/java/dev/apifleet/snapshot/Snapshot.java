package dev.apifleet.snapshot;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All that the gateways of one fleet need to know, addressed by content. One that is made from
 * another shares with it what they have in common, so that a change costs what it changes.
 */
public final class Snapshot {
  private static final Snapshot EMPTY = new Snapshot(TreePMap.empty(), Buckets.EMPTY);

  private final PSortedMap<ResourceKey, Encoded> resources;
  private final Buckets buckets;

  private Snapshot(PSortedMap<ResourceKey, Encoded> resources, Buckets buckets) {
    this.resources = resources;
    this.buckets = buckets;
  }

  /** A snapshot without any resource. */
  public static Snapshot empty() {
    return EMPTY;
  }

  /** Encodes the resources; of two with the same key the later wins. */
  public static Snapshot of(Collection<? extends Resource> resources) {
    return EMPTY.with(resources, List.of());
  }

  /** The same with one resource in the place of the one of its key. */
  public Snapshot with(Resource resource) {
    return with(List.of(resource), List.of());
  }

  /**
   * The same with some resources in the places of those of their keys, and without others; what is
   * there already is not encoded anew.
   *
   * @param removed keys, of which those of {@code changed} stay
   */
  public Snapshot with(Collection<? extends Resource> changed, Collection<ResourceKey> removed) {
    TreeMap<ResourceKey, Encoded> edits = new TreeMap<>();
    removed.stream().filter(resources::containsKey).forEach(key -> edits.put(key, null));
    changed.forEach(resource -> edits.put(resource.key(), encoded(resource)));
    edits.entrySet().removeIf(edit -> edit.getValue() == resources.get(edit.getKey()));
    return edits.isEmpty() ? this : new Snapshot(with(edits), buckets.with(edits));
  }

  private Encoded encoded(Resource resource) {
    Encoded known = resources.get(resource.key());
    return known != null && known.resource().equals(resource) ? known : Encoded.of(resource);
  }

  private PSortedMap<ResourceKey, Encoded> with(SortedMap<ResourceKey, Encoded> edits) {
    if (resources.isEmpty()) {
      return TreePMap.fromSortedMap(edits);
    }
    PSortedMap<ResourceKey, Encoded> edited = resources;
    for (var edit : edits.entrySet()) {
      edited =
          edit.getValue() == null
              ? edited.minus(edit.getKey())
              : edited.plus(edit.getKey(), edit.getValue());
    }
    return edited;
  }

  /** By key; nobody can change it. */
  public SortedMap<ResourceKey, Encoded> resources() {
    return resources;
  }

  /** The same for the same content, wherever and however it came about, and for no other. */
  public String hash() {
    return buckets.hash();
  }

  /** The keys under which the two hold different things; it costs what differs. */
  public List<ResourceKey> differing(Snapshot other) {
    return buckets.differences(other.buckets).stream().map(Buckets.Difference::key).toList();
  }

  Buckets buckets() {
    return buckets;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Snapshot snapshot && hash().equals(snapshot.hash());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  @Override
  public String toString() {
    return "Snapshot[" + hash() + " " + resources.keySet() + "]";
  }
}
