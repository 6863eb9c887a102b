package dev.apifleet.translator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The custom resources of one kind and what came of each: of two translations the later one takes
 * over what still holds.
 *
 * @param objects in order
 * @param done as many, in the same order
 */
record Memo<K extends HasMetadata, S, R>(List<K> objects, List<Done<S, R>> done) {

  static <K extends HasMetadata, S, R> Memo<K, S, R> empty() {
    return new Memo<>(List.of(), List.of());
  }

  /**
   * What comes of these objects now.
   *
   * @param changed whether the source differs from the last one in more than what was published
   */
  Memo<K, S, R> next(List<K> now, S source, boolean changed, Done.Step<K, S, R> step) {
    List<Done<S, R>> next = new ArrayList<>(now.size());
    int old = 0;
    boolean same = now.size() == objects.size();
    for (K object : now) {
      while (old < objects.size() && isBefore(objects.get(old), object)) {
        old++;
      }
      Done<S, R> known =
          old < objects.size() && isSame(objects.get(old), object) ? done.get(old) : null;
      boolean holds = known != null && known.answers().hold(source, changed);
      old += known == null ? 0 : 1;
      next.add(holds ? known : Done.now(object, source, step));
      same &= holds;
    }
    return new Memo<>(now, same ? done : List.copyOf(next));
  }

  /** What came of one object; empty where it is not there. */
  Optional<Done<S, R>> find(ObjectRef ref) {
    int low = 0;
    int high = done.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = done.get(middle).ref().compareTo(ref);
      if (order == 0) {
        return Optional.of(done.get(middle));
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return Optional.empty();
  }

  private static boolean isBefore(HasMetadata known, HasMetadata object) {
    return known != object && ObjectRef.of(known).compareTo(ObjectRef.of(object)) < 0;
  }

  /** What people write has a generation; a status that we write ourselves changes nothing. */
  private static boolean isSame(HasMetadata known, HasMetadata object) {
    if (known == object) {
      return true;
    }
    ObjectMeta was = known.getMetadata();
    ObjectMeta is = object.getMetadata();
    return was.getUid() != null
        && was.getUid().equals(is.getUid())
        && ObjectRef.of(known).equals(ObjectRef.of(object))
        && (isKnown(was.getGeneration(), is.getGeneration())
            || isKnown(was.getResourceVersion(), is.getResourceVersion()));
  }

  private static boolean isKnown(Object was, Object is) {
    return was != null && Objects.equals(was, is);
  }
}
