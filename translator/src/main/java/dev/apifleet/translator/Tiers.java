package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetTier;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads which tiers of clients there are, and which of them are shed last. */
final class Tiers {
  private static final FieldPath FIELD = FieldPath.SPEC.child("tiers");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final int MOST_PRIORITY = 1000;

  private Tiers() {}

  /** Priority by name, null for the default tiers; of two with the same name the first wins. */
  static SortedMap<String, Integer> read(List<FleetTier> tiers, Problems problems) {
    if (tiers.isEmpty()) {
      return null;
    }
    SortedMap<String, Integer> priorities = new TreeMap<>();
    for (int i = 0; i < tiers.size(); i++) {
      FieldPath field = FIELD.item(i);
      String name = tiers.get(i) == null ? null : tiers.get(i).name();
      if (name == null || !NAME.matcher(name).matches()) {
        problems.invalid(field.child("name"), name, "write a name such as gold");
      } else if (priorities.containsKey(name)) {
        problems.invalid(field.child("name"), name, "an earlier tier has it: choose another");
      } else {
        Integer priority = tiers.get(i).priority();
        priorities.put(
            name, Numbers.read(field.child("priority"), priority, 0, 0, MOST_PRIORITY, problems));
      }
    }
    return priorities;
  }
}
