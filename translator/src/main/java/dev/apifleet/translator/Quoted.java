package dev.apifleet.translator;

import java.util.Collection;
import java.util.stream.Collectors;

/** What users wrote, bounded and on one line, for messages. */
final class Quoted {
  private static final int LONGEST_VALUE = 64;
  static final int MOST_NAMES = 8;

  private Quoted() {}

  /** The value in quotes; {@code nothing} where there is none. */
  static String of(Object value) {
    return value == null ? "nothing" : '"' + line(value.toString()) + '"';
  }

  /** {@code create it, or name one of: a, b}; without alternatives only the first half. */
  static String orOneOf(String remedy, Collection<String> names) {
    if (names.isEmpty()) {
      return remedy;
    }
    return remedy + " or name one of: " + listed(names);
  }

  /** {@code a, b}; of many only the first. */
  static String listed(Collection<String> names) {
    String listed =
        names.stream().limit(MOST_NAMES).map(Quoted::line).collect(Collectors.joining(", "));
    return listed + (names.size() > MOST_NAMES ? ", ..." : "");
  }

  static String line(String text) {
    String start =
        text.codePoints()
            .limit(LONGEST_VALUE)
            .map(point -> Character.isISOControl(point) ? ' ' : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return text.codePointCount(0, text.length()) > LONGEST_VALUE ? start + "..." : start;
  }
}
