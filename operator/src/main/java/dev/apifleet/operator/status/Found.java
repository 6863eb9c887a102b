package dev.apifleet.operator.status;

import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import dev.apifleet.translator.Translation;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The objects about which one translation says something else than the one before. What both have
 * in common is most often the very same object, which is not looked into.
 *
 * @param objects those that are new, changed, or no more
 */
record Found(Set<ObjectRef> objects) {
  private static final Found NOTHING = new Found(Set.of());

  /**
   * @param states by object, as of the translation before
   */
  static Found between(Translation before, Translation after, Map<ObjectRef, ObjectState> states) {
    if (before == after) {
      return NOTHING;
    }
    Set<ObjectRef> objects = new HashSet<>();
    if (before.generations() != after.generations()) {
      generations(after.generations(), states, objects);
    }
    if (before.findings() != after.findings()) {
      findings(before.findings(), after.findings(), objects);
    }
    return new Found(objects);
  }

  private static void generations(
      Map<ObjectRef, Long> now, Map<ObjectRef, ObjectState> states, Set<ObjectRef> objects) {
    int known = 0;
    for (Map.Entry<ObjectRef, Long> each : now.entrySet()) {
      ObjectState state = states.get(each.getKey());
      known += state == null ? 0 : 1;
      if (state == null || state.generation() != each.getValue()) {
        objects.add(each.getKey());
      }
    }
    if (known < states.size()) {
      states.keySet().stream().filter(object -> !now.containsKey(object)).forEach(objects::add);
    }
  }

  /** Both are sorted, so that no look-up is needed. */
  private static void findings(
      SortedMap<ObjectRef, List<Finding>> before,
      SortedMap<ObjectRef, List<Finding>> after,
      Set<ObjectRef> objects) {
    Iterator<Map.Entry<ObjectRef, List<Finding>>> rest = before.entrySet().iterator();
    Map.Entry<ObjectRef, List<Finding>> old = rest.hasNext() ? rest.next() : null;
    for (Map.Entry<ObjectRef, List<Finding>> now : after.entrySet()) {
      while (old != null && order(old.getKey(), now.getKey()) < 0) {
        old = rest.hasNext() ? rest.next() : null;
      }
      boolean same =
          old != null
              && order(old.getKey(), now.getKey()) == 0
              && old.getValue().equals(now.getValue());
      if (!same) {
        objects.add(now.getKey());
      }
    }
  }

  private static int order(ObjectRef one, ObjectRef other) {
    return one == other ? 0 : one.compareTo(other);
  }
}
