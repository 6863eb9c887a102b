package dev.apifleet.translator;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What a fleet was last given: where an object that is no longer valid finds its last good form.
 */
record LastGood(Snapshot snapshot) {
  <T extends Resource> Optional<T> find(Kind kind, String name, Class<T> type) {
    return Optional.ofNullable(snapshot.resources().get(new ResourceKey(kind, name)))
        .map(Encoded::resource)
        .map(type::cast);
  }

  boolean has(Kind kind, String name) {
    return snapshot.resources().containsKey(new ResourceKey(kind, name));
  }

  List<ListenerConfig> listeners() {
    return Kind.LISTENER.of(snapshot.resources()).values().stream()
        .map(Encoded::resource)
        .map(ListenerConfig.class::cast)
        .toList();
  }
}
