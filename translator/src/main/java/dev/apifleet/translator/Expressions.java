package dev.apifleet.translator;

import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks regular expressions before a gateway has to compile them. They are RE2's, which match in
 * time linear in the text.
 */
final class Expressions {
  private static final int LONGEST = 1024;
  private static final int MOST_STEPS = 2048;

  /** What stands before the braces tells whether a group is repeated; {@code \E} may hide one. */
  private static final Pattern REPETITION =
      Pattern.compile("([)E])?\\{([0-9]{1,4})(?:,([0-9]{0,4}))?\\}");

  private Expressions() {}

  /** Whether gateways can compile the expression. */
  static boolean check(FieldPath field, String expression, Problems problems) {
    if (expression.length() > LONGEST) {
      problems.invalid(field, expression, "shorten the expression to " + LONGEST + " characters");
    } else if (steps(expression) > MOST_STEPS) {
      problems.invalid(
          field,
          expression,
          "repeat less: written out, the repetitions are longer than " + MOST_STEPS + " steps");
    } else {
      return compiles(field, expression, problems);
    }
    return false;
  }

  private static boolean compiles(FieldPath field, String expression, Problems problems) {
    try {
      com.google.re2j.Pattern.compile(expression);
      return true;
    } catch (PatternSyntaxException e) {
      problems.invalid(
          field,
          expression,
          "correct the expression (RE2 syntax, which has no lookahead, lookbehind or backreference):"
              + " %s in %s".formatted(e.getDescription(), Quoted.of(e.getPattern())));
      return false;
    }
  }

  /**
   * At least as many as RE2 compiles the expression to. It writes repetitions out, so {@code
   * (a{1000}){1000}} would fill the memory.
   */
  private static long steps(String expression) {
    long once = expression.length();
    long groups = 1;
    Matcher repetition = REPETITION.matcher(expression);
    while (repetition.find()) {
      int times = times(repetition);
      if (repetition.group(1) == null) {
        once += times;
      } else {
        groups = Math.min(groups * times, MOST_STEPS + 1);
      }
    }
    return once * groups;
  }

  private static int times(Matcher repetition) {
    String most = repetition.group(3);
    int least = Math.max(1, Integer.parseInt(repetition.group(2)));
    return most == null || most.isEmpty() ? least : Math.max(least, Integer.parseInt(most));
  }
}
