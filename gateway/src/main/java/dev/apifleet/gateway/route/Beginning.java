package dev.apifleet.gateway.route;

/** The literal text that every match of a regular expression (RE2) begins with. */
final class Beginning {
  private static final String SPECIAL = ".[](){}*+?|^$\\";
  private static final String OPTIONAL = "*?{";

  private Beginning() {}

  /** Maybe less than there is, never more. */
  static String of(String expression) {
    int start = expression.startsWith("^") ? 1 : 0;
    if (hasAlternatives(expression)) {
      return "";
    }
    int end = start;
    while (end < expression.length() && SPECIAL.indexOf(expression.charAt(end)) < 0) {
      end++;
    }
    boolean lastIsOptional =
        end < expression.length() && OPTIONAL.indexOf(expression.charAt(end)) >= 0;
    return expression.substring(start, lastIsOptional ? Math.max(start, end - 1) : end);
  }

  /** Whether it has alternatives as a whole, outside of groups and classes. */
  private static boolean hasAlternatives(String expression) {
    int depth = 0;
    for (int i = 0; i < expression.length(); i++) {
      switch (expression.charAt(i)) {
        case '\\' -> {
          i++;
          if (i < expression.length() && expression.charAt(i) == 'Q') {
            return true;
          }
        }
        case '[' -> i = endOfClass(expression, i);
        case '(' -> depth++;
        case ')' -> depth--;
        case '|' -> {
          if (depth == 0) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** A bracket is literal at the start of a class, behind a backslash, and in {@code [:alpha:]}. */
  private static int endOfClass(String expression, int open) {
    int i = open + 1;
    if (expression.startsWith("^", i)) {
      i++;
    }
    if (expression.startsWith("]", i)) {
      i++;
    }
    while (i < expression.length() && expression.charAt(i) != ']') {
      if (expression.charAt(i) == '\\') {
        i++;
      } else if (expression.startsWith("[:", i)) {
        int close = expression.indexOf(":]", i + 2);
        i = close < 0 ? i : close + 1;
      }
      i++;
    }
    return i;
  }
}
