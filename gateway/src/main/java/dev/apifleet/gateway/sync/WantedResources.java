package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.grpc.Rejected;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the operator wants served, kept up to date by the deltas of its stream. What cannot be read
 * is replaced by the form of it that serves, if there is one. Used by one thread at a time.
 */
final class WantedResources {
  private final SortedMap<ResourceKey, Encoded> resources = new TreeMap<>();
  private final Map<dev.apifleet.snapshot.grpc.ResourceKey, Unreadable> unreadable =
      new LinkedHashMap<>();
  private final Set<ResourceKey> changed = new HashSet<>();

  private record Unreadable(Resource wanted, String reason) {
    Rejected rejected() {
      return Rejected.newBuilder()
          .setKey(wanted.getKey())
          .setHash(wanted.getHash())
          .setReason(reason)
          .build();
    }
  }

  /** Reads what has changed. */
  void apply(SnapshotDelta delta, SortedMap<ResourceKey, Encoded> served) {
    if (delta.getFull()) {
      removeAllBut(delta.getUpsertsList());
    }
    delta.getUpsertsList().forEach(resource -> put(resource, served));
    delta.getRemovalsList().forEach(key -> knownKey(key).ifPresent(this::remove));
    delta.getRemovalsList().forEach(unreadable::remove);
  }

  private void removeAllBut(List<Resource> wanted) {
    unreadable.clear();
    Set<ResourceKey> kept = new HashSet<>();
    wanted.forEach(resource -> knownKey(resource.getKey()).ifPresent(kept::add));
    for (ResourceKey key : List.copyOf(resources.keySet())) {
      if (!kept.contains(key)) {
        remove(key);
      }
    }
  }

  private void remove(ResourceKey key) {
    resources.remove(key);
    changed.add(key);
  }

  private static Optional<ResourceKey> knownKey(dev.apifleet.snapshot.grpc.ResourceKey message) {
    try {
      return Optional.of(new ResourceKey(Kind.valueOf(message.getKind()), message.getName()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void put(Resource message, SortedMap<ResourceKey, Encoded> served) {
    unreadable.remove(message.getKey());
    ResourceKey key = knownKey(message.getKey()).orElse(null);
    if (key == null) {
      reject(message, "this gateway does not know the kind; it is older than its operator");
      return;
    }
    if (has(resources.get(key), message)) {
      return;
    }
    changed.add(key);
    Encoded serving = served.get(key);
    try {
      resources.put(key, has(serving, message) ? serving : read(key, message));
    } catch (IOException e) {
      reject(message, e.getMessage());
      if (serving == null) {
        resources.remove(key);
      } else {
        resources.put(key, serving);
      }
    }
  }

  private static boolean has(Encoded known, Resource message) {
    return known != null && known.hash().equals(message.getHash());
  }

  private static Encoded read(ResourceKey key, Resource message) throws IOException {
    Encoded read = Encoded.read(key.kind(), message.getSpec());
    if (!read.hash().equals(message.getHash())) {
      throw new IOException("its content does not have its hash");
    }
    if (!key.name().equals(read.resource().name())) {
      throw new IOException("it calls itself '" + read.resource().name() + "'");
    }
    return read;
  }

  private void reject(Resource message, String reason) {
    unreadable.put(message.getKey(), new Unreadable(message, String.valueOf(reason)));
  }

  /** All that could be read. */
  SortedMap<ResourceKey, Encoded> resources() {
    return Collections.unmodifiableSortedMap(resources);
  }

  /** What may be served otherwise by now than it is wanted. */
  Collection<ResourceKey> changed() {
    return changed;
  }

  /** What has changed serves. */
  void served() {
    changed.clear();
  }

  /** What could not be read. */
  List<Rejected> unreadable() {
    return new ArrayList<>(unreadable.values().stream().map(Unreadable::rejected).toList());
  }

  /**
   * What is wanted as it came, of what does not serve so.
   *
   * @param unbuilt what could be read, but not built
   */
  List<Resource> refused(Collection<ResourceKey> unbuilt) {
    List<Resource> all =
        new ArrayList<>(unreadable.values().stream().map(Unreadable::wanted).toList());
    unbuilt.stream()
        .map(resources::get)
        .filter(Objects::nonNull)
        .map(Delta::message)
        .forEach(all::add);
    return all;
  }

  /** The hash of what is wanted under a key, or the empty string. */
  String hash(ResourceKey key) {
    Encoded wanted = resources.get(key);
    return wanted == null ? "" : wanted.hash();
  }
}
