package dev.apifleet.translator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What a pool or a policy gives to one fleet.
 *
 * @param given what came of it as it is
 * @param served that, or its last good form
 */
record Supply<P>(ObjectRef ref, P given, P served) implements Keyed {

  /** Those of some namespaces; what is as it was before is the same in memory. */
  static <P> List<Supply<P>> of(
      List<? extends Done<?, P>> done,
      Predicate<String> namespaces,
      BiFunction<ObjectRef, P, P> orLastGood,
      List<Supply<P>> before) {
    List<Supply<P>> supplies = new ArrayList<>();
    int old = 0;
    boolean same = true;
    for (Done<?, P> each : done) {
      if (!namespaces.test(each.ref().namespace())) {
        continue;
      }
      while (old < before.size() && before.get(old).ref().compareTo(each.ref()) < 0) {
        old++;
      }
      Supply<P> was = old < before.size() ? before.get(old) : null;
      P served = orLastGood.apply(each.ref(), each.result());
      boolean holds = was != null && was.given() == each.result() && was.served().equals(served);
      supplies.add(holds ? was : new Supply<>(each.ref(), each.result(), served));
      same &= holds;
      old += holds ? 1 : 0;
    }
    return same && supplies.size() == before.size() ? before : List.copyOf(supplies);
  }
}
