package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;

/** Which page of API keys: at most {@code limit} of those that follow the id {@code after}. */
record PageRequest(int limit, long after) {

  private static final int USUAL_LIMIT = 20;
  private static final int LARGEST_LIMIT = 100;

  static PageRequest parse(String limit, String after) {
    return new PageRequest(
        (int) number("limit", limit, USUAL_LIMIT, 1, LARGEST_LIMIT),
        number("after", after, 0, 0, Long.MAX_VALUE));
  }

  private static long number(String field, String text, long usual, long least, long most) {
    if (text == null) {
      return usual;
    }
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
