package dev.apifleet.translator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was found wrong in one object, in the order in which it was found. */
final class Problems {
  static final String INVALID = "Invalid";

  /**
   * One thing that is wrong.
   *
   * @param reason one word for programs
   * @param message which field, what was found, what to do
   */
  record Problem(String reason, String message) {}

  private final List<Problem> all = new ArrayList<>();

  /** A field that holds what it must not. */
  void invalid(FieldPath field, Object found, String remedy) {
    add(INVALID, field + ": found " + Quoted.of(found) + "; " + remedy);
  }

  void add(String reason, String message) {
    all.add(new Problem(reason, message));
  }

  void addAll(Problems others) {
    all.addAll(others.all);
  }

  boolean none() {
    return all.isEmpty();
  }

  List<Problem> all() {
    return Collections.unmodifiableList(all);
  }
}
