package dev.apifleet.operator.status;

import dev.apifleet.operator.deliver.PodAck;
import dev.apifleet.snapshot.ResourceKey;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which resources may have got further, or less far, from one moment to the next. All others are as
 * they were, however many there are.
 */
final class Touched {
  private final Set<ResourceKey> keys = new HashSet<>();
  private final Set<String> fleets = new HashSet<>();

  private Touched() {}

  static Touched between(Fleets before, Fleets after) {
    Touched touched = new Touched();
    Stream.concat(before.all().keySet().stream(), after.all().keySet().stream())
        .distinct()
        .forEach(name -> touched.compare(name, before.all().get(name), after.all().get(name)));
    return touched;
  }

  /**
   * Resources of which a fleet or a pod has another form, or about which it says something else.
   */
  Set<ResourceKey> keys() {
    return keys;
  }

  /** Fleets of which anything is not as it was. */
  Set<String> fleets() {
    return fleets;
  }

  private void compare(String name, FleetMoment before, FleetMoment after) {
    if (before == null || after == null) {
      fleets.add(name);
      everythingIn(before == null ? after : before);
      return;
    }
    if (!before.latest().version().equals(after.latest().version())) {
      fleets.add(name);
      keys.addAll(before.latest().snapshot().differing(after.latest().snapshot()));
    }
    if (!samePods(before.pods(), after.pods())) {
      fleets.add(name);
    }
    comparePods(before, after);
  }

  private void comparePods(FleetMoment before, FleetMoment after) {
    Iterator<Heard> old = before.ready().iterator();
    List<Heard> ready = after.ready();
    if (!names(before).equals(names(after))) {
      everythingIn(after);
      return;
    }
    ready.forEach(now -> compare(old.next().said().orElse(null), now.said().orElse(null), after));
  }

  private void compare(PodAck before, PodAck after, FleetMoment fleet) {
    if (before == after) {
      return;
    }
    if (before == null || after == null) {
      everythingIn(fleet);
      return;
    }
    keys.addAll(before.published().snapshot().differing(after.published().snapshot()));
    keys.addAll(before.rejected().keySet());
    keys.addAll(after.rejected().keySet());
  }

  private void everythingIn(FleetMoment fleet) {
    keys.addAll(fleet.latest().snapshot().resources().keySet());
  }

  private static List<String> names(FleetMoment fleet) {
    return fleet.ready().stream().map(each -> each.pod().name()).toList();
  }

  private static boolean samePods(List<Heard> before, List<Heard> after) {
    if (before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      Heard one = before.get(i);
      Heard other = after.get(i);
      if (!one.pod().equals(other.pod()) || one.said().orElse(null) != other.said().orElse(null)) {
        return false;
      }
    }
    return true;
  }
}
