package dev.apifleet.translator;

import com.google.re2j.Pattern;
import java.util.Objects;
import java.util.regex.Matcher;

/** Checks what stands in place of the matches of an expression: text, with $1 or ${name}. */
final class Substitutions {
  /** A character behind a backslash, a group by number or by name, or a part that is none. */
  private static final java.util.regex.Pattern PART =
      java.util.regex.Pattern.compile("\\\\.|\\$([0-9]{1,3})|\\$\\{([A-Za-z0-9_]+)\\}|\\$|\\\\$");

  private Substitutions() {}

  static void check(FieldPath field, String pattern, String substitution, Problems problems) {
    Pattern expression = Pattern.compile(pattern);
    Matcher part = PART.matcher(Objects.requireNonNullElse(substitution, ""));
    while (part.find()) {
      if (!isKnown(expression, part)) {
        problems.invalid(
            field,
            substitution,
            "%s names no group of the expression, which has %d; write \\ before a plain $ or \\"
                .formatted(Quoted.of(part.group()), expression.groupCount()));
      }
    }
    if (substitution != null && substitution.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      problems.invalid(field, substitution, "write printable ASCII without spaces");
    }
  }

  private static boolean isKnown(Pattern expression, Matcher part) {
    if (part.group(1) != null) {
      return Integer.parseInt(part.group(1)) <= expression.groupCount();
    }
    if (part.group(2) != null) {
      return expression.namedGroups().containsKey(part.group(2));
    }
    return part.group().length() == 2;
  }
}
