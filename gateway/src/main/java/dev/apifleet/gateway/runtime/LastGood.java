package dev.apifleet.gateway.runtime;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeSet;
import org.pcollections.PSortedMap;

/**
 * Builds those resources that have changed, one by one. One that cannot be built is rejected, and
 * the form of it that serves now takes its place, if there is one.
 */
final class LastGood {
  private final SortedMap<ResourceKey, Encoded> wanted;
  private final PSortedMap<ResourceKey, Encoded> before;
  private final NavigableSet<ResourceKey> changed;
  private PSortedMap<ResourceKey, Encoded> served;
  private PSortedMap<ResourceKey, String> rejected;

  /** Makes what serves requests from a resource; throws a RuntimeException when it cannot. */
  interface Build<T> {
    T from(ResourceKey key, Encoded source);
  }

  /**
   * Has built nothing yet.
   *
   * @param changed what is wanted otherwise than before; what was rejected before is tried again
   *     too, since what it waits for may have come
   */
  LastGood(
      SortedMap<ResourceKey, Encoded> wanted, Runtime before, Collection<ResourceKey> changed) {
    this.wanted = wanted;
    this.before = before.resources();
    this.changed = new TreeSet<>(changed);
    this.changed.addAll(before.rejected().keySet());
    this.served = before.resources();
    this.rejected = before.rejected();
  }

  /** What is built anew of a kind. */
  Collection<ResourceKey> changed(Kind kind) {
    return List.copyOf(changed.subSet(kind.first(), kind.last()));
  }

  boolean hasChanged(Kind kind) {
    return !changed(kind).isEmpty();
  }

  /** All that is built anew. */
  Collection<ResourceKey> changed() {
    return changed;
  }

  /** These are built anew as well, since something has changed that they depend on. */
  void change(Collection<ResourceKey> dependent) {
    changed.addAll(dependent);
  }

  /** All that is wanted of a kind. */
  Collection<ResourceKey> wanted(Kind kind) {
    return kind.of(wanted).keySet();
  }

  /** What was built of a kind before, by name, but anew what has changed. */
  <T> PSortedMap<String, T> build(Kind kind, PSortedMap<String, T> known, Build<T> build) {
    PSortedMap<String, T> built = known;
    for (ResourceKey key : changed(kind)) {
      T before = built.get(key.name());
      T now = buildOne(key, build);
      if (now == null) {
        built = built.minus(key.name());
      } else if (now != before) {
        built = built.plus(key.name(), now);
      }
    }
    return built;
  }

  /** Builds what has changed of a kind only to see whether it can be. */
  <T> void check(Kind kind, Build<T> build) {
    changed(kind).forEach(key -> buildOne(key, build));
  }

  private <T> T buildOne(ResourceKey key, Build<T> build) {
    rejected = rejected.minus(key);
    Encoded source = wanted.get(key);
    if (source == null) {
      served = served.minus(key);
      return null;
    }
    try {
      return serve(key, source, build);
    } catch (RuntimeException e) {
      rejected = rejected.plus(key, String.valueOf(e.getMessage()));
      Encoded last = before.get(key);
      return last == null || last == source ? none(key) : again(key, last, build);
    }
  }

  /** What was good once may not be any more, as where it refers to something. */
  private <T> T again(ResourceKey key, Encoded last, Build<T> build) {
    try {
      return serve(key, last, build);
    } catch (RuntimeException _) {
      return none(key);
    }
  }

  private <T> T none(ResourceKey key) {
    served = served.minus(key);
    return null;
  }

  private <T> T serve(ResourceKey key, Encoded source, Build<T> build) {
    T built = build.from(key, source);
    served = served.plus(key, source);
    return built;
  }

  /** Serves the resource, but says what is wrong with it. */
  void reject(ResourceKey key, String reason) {
    rejected = rejected.plus(key, reason);
  }

  /** The form of a resource that served until now, or null. */
  Encoded before(ResourceKey key) {
    return before.get(key);
  }

  /** What is served now under a key, or null. */
  Encoded served(ResourceKey key) {
    return served.get(key);
  }

  /** What is served now of a kind. */
  <T> List<T> served(Kind kind, Class<T> type) {
    return kind.of(served).values().stream().map(each -> type.cast(each.resource())).toList();
  }

  PSortedMap<ResourceKey, Encoded> served() {
    return served;
  }

  PSortedMap<ResourceKey, String> rejected() {
    return rejected;
  }
}
