package dev.apifleet.snapshot;

import java.util.Comparator;

/** Identifies a resource within a snapshot. */
public record ResourceKey(Kind kind, String name) implements Comparable<ResourceKey> {
  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparing(ResourceKey::kind).thenComparing(ResourceKey::name);

  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
