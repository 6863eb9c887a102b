package dev.apifleet.translator;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time as users write them: {@code 500ms}, {@code 30s}, {@code 1h30m}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("\\G([0-9]+)(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Durations() {}

  /** The shortest that a field may hold. */
  enum AtLeast {
    NOTHING(0, "0s"),
    MILLISECOND(1, "1ms"),
    TENTH_OF_A_SECOND(100, "100ms"),
    SECOND(1_000, "1s");

    private final long millis;
    private final String text;

    AtLeast(long millis, String text) {
      this.millis = millis;
      this.text = text;
    }
  }

  /** The longest that a field may hold. */
  enum AtMost {
    SECOND(1_000, "1s"),
    MINUTE(60_000, "60s"),
    HOUR(3_600_000, "1h"),
    YEAR(366 * 86_400_000L, "366d");

    private final long millis;
    private final String text;

    AtMost(long millis, String text) {
      this.millis = millis;
      this.text = text;
    }
  }

  /**
   * Milliseconds of a length of time; empty where the text is none. What does not fit is {@link
   * Long#MAX_VALUE}.
   */
  public static OptionalLong millis(String text) {
    Matcher part = PART.matcher(text);
    long total = 0;
    int end = 0;
    for (; part.find(); end = part.end()) {
      total = plus(total, part.group(1), MILLIS.get(part.group(2)));
    }
    return end == 0 || end < text.length() ? OptionalLong.empty() : OptionalLong.of(total);
  }

  private static long plus(long total, String count, long unit) {
    try {
      return Math.addExact(total, Math.multiplyExact(Long.parseLong(count), unit));
    } catch (ArithmeticException | NumberFormatException _) {
      return Long.MAX_VALUE;
    }
  }

  /** The milliseconds of a field, or of the fallback where the field is absent. */
  static long read(
      FieldPath field, String text, String fallback, AtLeast least, Problems problems) {
    return read(field, text, fallback, least, AtMost.YEAR, problems);
  }

  static long read(
      FieldPath field,
      String text,
      String fallback,
      AtLeast least,
      AtMost most,
      Problems problems) {
    OptionalLong millis = millis(text == null ? fallback : text);
    if (millis.isEmpty()) {
      problems.invalid(field, text, "write a duration such as 500ms, 30s or 1h30m");
    } else if (millis.getAsLong() < least.millis || millis.getAsLong() > most.millis) {
      problems.invalid(field, text, "write a duration from " + least.text + " to " + most.text);
    }
    return millis.orElse(0);
  }
}
