package dev.apifleet.translator;

import java.util.List;

/** Reads an absent list as an empty one. */
final class Items {
  private Items() {}

  static <T> List<T> of(List<T> list) {
    return list == null ? List.of() : list;
  }
}
