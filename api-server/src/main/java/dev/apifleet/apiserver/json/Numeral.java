package dev.apifleet.apiserver.json;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;

/** A whole number as text, as parameters have it. */
public final class Numeral {

  private Numeral() {}

  /** The number, or a problem that names the field. */
  public static long parse(String field, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException ignored) {
      // told below, as a number out of range is
    }
    String rule = " must be a whole number from " + least + " to " + most + ".";
    throw new ProblemException(Problem.invalid(field, field + rule));
  }
}
