package dev.apifleet.snapshot;

import java.util.List;

/** Reads an absent list as an empty one, since empty lists are left out of the JSON form. */
final class Lists {
  private Lists() {}

  static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
