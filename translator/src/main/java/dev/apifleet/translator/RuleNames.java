package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives each rule of a route a name of its own. */
final class RuleNames {
  private RuleNames() {}

  /** A name that is taken already is replaced; the rule itself is served. */
  static List<String> of(FieldPath field, List<RouteRule> rules, Problems problems) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      String given = rules.get(i) == null ? null : rules.get(i).name();
      String wanted = Texts.isBlank(given) ? "rule-" + (i + 1) : given;
      String free = free(wanted, i, taken);
      if (!free.equals(wanted)) {
        problems.invalid(
            field.item(i).child("name"),
            wanted,
            "an earlier rule has that name; choose another (" + Quoted.of(free) + " is used)");
      }
      taken.add(free);
      names.add(free);
    }
    return names;
  }

  private static String free(String wanted, int index, Set<String> taken) {
    String name = wanted;
    while (taken.contains(name)) {
      name = name + "-" + (index + 1);
    }
    return name;
  }
}
