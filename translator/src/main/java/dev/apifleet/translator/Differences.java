package dev.apifleet.translator;

import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** What is not the same object in memory in two lists of one order. */
final class Differences {
  private Differences() {}

  /** Tells each pair, with null for what one list lacks. */
  static <T extends Keyed> void between(List<T> before, List<T> after, BiConsumer<T, T> differs) {
    between(before, after, Comparator.comparing(Keyed::ref), differs);
  }

  /** Costs little more than looking at both lists once. */
  static <T> void between(
      List<T> before, List<T> after, Comparator<T> order, BiConsumer<T, T> differs) {
    if (before == after) {
      return;
    }
    int old = 0;
    int now = 0;
    while (old < before.size() || now < after.size()) {
      T was = old < before.size() ? before.get(old) : null;
      T is = now < after.size() ? after.get(now) : null;
      int compared = was == is ? 0 : was == null ? 1 : is == null ? -1 : order.compare(was, is);
      if (was != is) {
        differs.accept(compared <= 0 ? was : null, compared >= 0 ? is : null);
      }
      old += compared <= 0 ? 1 : 0;
      now += compared >= 0 ? 1 : 0;
    }
  }
}
