package dev.apifleet.gateway.route;

/** The literal text that every match of a regular expression (RE2) begins with. */
final class Beginning {
  private static final String SPECIAL = ".[](){}*+?|^$\\";

  /** One may follow another: even {@code a+*} matches without its letter. */
  private static final String REPETITION = "*?{+";

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
    return expression.substring(start, mayRepeat(expression, end) ? Math.max(start, end - 1) : end);
  }

  /**
   * Whether what stands here may be about the letter before it: a repetition, at once or behind
   * flags or the end of a quotation.
   */
  private static boolean mayRepeat(String expression, int at) {
    return at < expression.length() && REPETITION.indexOf(expression.charAt(at)) >= 0
        || expression.startsWith("(?", at)
        || expression.startsWith("\\E", at);
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
