package dev.apifleet.translator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The objects of one kind by namespace and name, each once, so that the order in which they were
 * read changes nothing.
 *
 * @param all in order; those without a name are none that a cluster holds and are left out
 */
record Shelf<T>(List<T> all, Labelling<T> labelling) {
  static final Labelling<SecretDigest> SECRETS =
      new Labelling<>(_ -> true, SecretDigest::namespace, SecretDigest::name);

  /** More names than a message lists, the object's own among them. */
  private static final int MOST_NAMES = Quoted.MOST_NAMES + 2;

  /** How objects are called. */
  record Labelling<T>(Predicate<T> named, Function<T, String> namespace, Function<T, String> name) {
    static <T extends HasMetadata> Labelling<T> objects() {
      return new Labelling<>(
          object -> isNamed(object.getMetadata()),
          object -> object.getMetadata().getNamespace(),
          object -> object.getMetadata().getName());
    }

    private static boolean isNamed(ObjectMeta metadata) {
      return metadata != null && metadata.getName() != null && metadata.getNamespace() != null;
    }

    int compare(T object, String otherNamespace, String otherName) {
      int byNamespace = namespace.apply(object).compareTo(otherNamespace);
      return byNamespace != 0 ? byNamespace : name.apply(object).compareTo(otherName);
    }

    int compare(T object, T other) {
      return compare(object, namespace.apply(other), name.apply(other));
    }
  }

  static <T extends HasMetadata> Shelf<T> empty() {
    return new Shelf<>(List.of(), Labelling.objects());
  }

  /** This shelf where it holds just these objects; where they are in order, they are not sorted. */
  Shelf<T> holding(List<T> objects) {
    if (objects == all || areSame(objects)) {
      return this;
    }
    return new Shelf<>(isSorted(objects) ? objects : sorted(objects), labelling);
  }

  private boolean areSame(List<T> objects) {
    if (objects.size() != all.size()) {
      return false;
    }
    for (int i = 0; i < objects.size(); i++) {
      if (objects.get(i) != all.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** What follows here what it followed before need not be compared. */
  private boolean isSorted(List<T> objects) {
    int next = 0;
    for (int i = 0; i < objects.size(); i++) {
      T object = objects.get(i);
      if (next < all.size() && all.get(next) == object) {
        next++;
      } else if (labelling.named().test(object)
          && (i == 0 || labelling.compare(objects.get(i - 1), object) < 0)) {
        int index = indexOf(labelling.namespace().apply(object), labelling.name().apply(object));
        next = index < 0 ? -index - 1 : index + 1;
      } else {
        return false;
      }
    }
    return true;
  }

  /** Of several with one name the last counts. */
  private List<T> sorted(List<T> objects) {
    TreeMap<T, T> byName = new TreeMap<>(labelling::compare);
    for (T object : objects) {
      if (labelling.named().test(object)) {
        byName.remove(object);
        byName.put(object, object);
      }
    }
    return List.copyOf(byName.values());
  }

  Optional<T> find(String namespace, String name) {
    int index = name == null ? -1 : indexOf(namespace, name);
    return index < 0 ? Optional.empty() : Optional.of(all.get(index));
  }

  boolean has(String namespace, String name) {
    return find(namespace, name).isPresent();
  }

  /** The names of a namespace's objects that fit: as many as a message can use. */
  List<String> names(String namespace, Predicate<T> fits) {
    return in(namespace).stream().filter(fits).map(labelling.name).limit(MOST_NAMES).toList();
  }

  /** The objects of a namespace. */
  List<T> in(String namespace) {
    return all.subList(start(namespace), start(namespace + "\0"));
  }

  private int start(String namespace) {
    int index = indexOf(namespace, "");
    return index < 0 ? -index - 1 : index;
  }

  /** As {@link java.util.Collections#binarySearch} counts. */
  private int indexOf(String namespace, String name) {
    int low = 0;
    int high = all.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int compared = labelling.compare(all.get(middle), namespace, name);
      if (compared == 0) {
        return middle;
      }
      low = compared < 0 ? middle + 1 : low;
      high = compared < 0 ? high : middle - 1;
    }
    return -low - 1;
  }
}
