package dev.apifleet.translator;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks regular expressions before a gateway has to compile them. */
final class Expressions {
  /** The compiler recurses into each group: this keeps it well within any thread's stack. */
  private static final int LONGEST = 1024;

  private Expressions() {}

  static void check(FieldPath field, String expression, Problems problems) {
    if (expression.length() > LONGEST) {
      problems.invalid(field, expression, "shorten the expression to " + LONGEST + " characters");
      return;
    }
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      problems.invalid(
          field,
          expression,
          "correct the expression (java.util.regex syntax): %s near index %d"
              .formatted(Quoted.line(e.getDescription()), e.getIndex()));
    }
  }
}
