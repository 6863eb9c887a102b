package dev.apifleet.operator.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The store of a watch: keeps objects in the order of namespace and name, and lists them without
 * copying while none of them changes. What only tools read is not kept: who wrote which field, and
 * all of the object once more as kubectl sent it.
 */
final class LeanStore<T extends HasMetadata> implements ItemStore<T> {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final TreeMap<Name, T> byName = new TreeMap<>();
  private volatile List<T> listed = List.of();

  /** Where an object stands in the order; the parts of its key. */
  private record Name(String namespace, String name) implements Comparable<Name> {
    private static final Comparator<Name> ORDER =
        Comparator.comparing(Name::namespace).thenComparing(Name::name);

    static Name of(String key) {
      int slash = key.indexOf('/');
      return new Name(key.substring(0, Math.max(slash, 0)), key.substring(slash + 1));
    }

    @Override
    public int compareTo(Name other) {
      return ORDER.compare(this, other);
    }
  }

  /** All in order: the same list in memory until one changes. */
  List<T> all() {
    List<T> all = listed;
    return all == null ? list() : all;
  }

  private synchronized List<T> list() {
    if (listed == null) {
      listed = List.copyOf(byName.values());
    }
    return listed;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public synchronized T put(String key, T object) {
    listed = null;
    return byName.put(Name.of(key), lean(object));
  }

  @Override
  public synchronized T remove(String key) {
    listed = null;
    return byName.remove(Name.of(key));
  }

  @Override
  public synchronized T get(String key) {
    return byName.get(Name.of(key));
  }

  @Override
  public Stream<String> keySet() {
    return values().map(this::getKey);
  }

  @Override
  public Stream<T> values() {
    return all().stream();
  }

  @Override
  public synchronized int size() {
    return byName.size();
  }

  /** What is left out is in no index. */
  @Override
  public boolean isFullState() {
    return true;
  }

  /** It has come from the API server just now, and nobody else has it. */
  private static <T extends HasMetadata> T lean(T object) {
    ObjectMeta meta = object.getMetadata();
    meta.setManagedFields(List.of());
    if (meta.getAnnotations() != null && meta.getAnnotations().containsKey(LAST_APPLIED)) {
      Map<String, String> others = new HashMap<>(meta.getAnnotations());
      others.remove(LAST_APPLIED);
      meta.setAnnotations(others);
    }
    return object;
  }
}
