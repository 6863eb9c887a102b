package dev.apifleet.gateway.runtime;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds resource by resource. One that cannot be built is rejected, and the form of it that serves
 * now takes its place, if there is one.
 */
final class LastGood {
  private final SortedMap<ResourceKey, Encoded> wanted;
  private final SortedMap<ResourceKey, Encoded> before;
  private final SortedMap<ResourceKey, Encoded> served = new TreeMap<>();
  private final SortedMap<ResourceKey, String> rejected = new TreeMap<>();

  /** Makes what serves requests from a resource; throws a RuntimeException when it cannot. */
  interface Build<T> {
    T from(ResourceKey key, Encoded source);
  }

  LastGood(SortedMap<ResourceKey, Encoded> wanted, SortedMap<ResourceKey, Encoded> before) {
    this.wanted = wanted;
    this.before = before;
  }

  /** What could be built of a kind, by name. */
  <T> Map<String, T> build(Kind kind, Build<T> build) {
    Map<String, T> built = new LinkedHashMap<>();
    wanted.forEach(
        (key, source) -> {
          if (key.kind() == kind) {
            buildOne(key, source, build, built);
          }
        });
    return built;
  }

  private <T> void buildOne(ResourceKey key, Encoded source, Build<T> build, Map<String, T> built) {
    try {
      built.put(key.name(), build.from(key, source));
      served.put(key, source);
    } catch (RuntimeException e) {
      rejected.put(key, String.valueOf(e.getMessage()));
      Encoded last = before.get(key);
      if (last != null && last != source) {
        built.put(key.name(), build.from(key, last));
        served.put(key, last);
      }
    }
  }

  /** Serves the resource, but says what is wrong with it. */
  void reject(ResourceKey key, String reason) {
    rejected.put(key, reason);
  }

  /** The form of a resource that serves now, or null. */
  Encoded before(ResourceKey key) {
    return before.get(key);
  }

  SortedMap<ResourceKey, Encoded> served() {
    return served;
  }

  SortedMap<ResourceKey, String> rejected() {
    return rejected;
  }
}
