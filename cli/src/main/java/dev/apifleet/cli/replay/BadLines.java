package dev.apifleet.cli.replay;

import java.util.ArrayList;
import java.util.List;

/** How many lines could not be read, and why the first of them. */
final class BadLines {
  private static final int SHOWN = 5;

  private final List<String> first = new ArrayList<>();
  private long count;

  void add(String file, long number, String reason) {
    count++;
    if (first.size() < SHOWN) {
      first.add(file + ":" + number + ": " + reason);
    }
  }

  long count() {
    return count;
  }

  List<String> first() {
    return List.copyOf(first);
  }
}
