package dev.apifleet.apiserver.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times of RFC 3339, which allows more than {@link Instant#parse} and numbers do. */
public final class Rfc3339 {

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)\\d*"
              + "(?:Z|([+-])([01]\\d|2[0-3]):([0-5]\\d))");

  private Rfc3339() {}

  /** To the nanosecond, rounded down; empty for anything else. */
  public static Optional<Instant> parse(String text) {
    Matcher time = TIME.matcher(text.toUpperCase(Locale.ROOT));
    if (!time.matches()) {
      return Optional.empty();
    }
    try {
      Instant local = LocalDateTime.parse(time.group(1)).toInstant(ZoneOffset.UTC);
      return Optional.of(local.minus(offset(time)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Duration offset(Matcher time) {
    if (time.group(2) == null) {
      return Duration.ZERO;
    }
    Duration size =
        Duration.ofHours(Integer.parseInt(time.group(3)))
            .plusMinutes(Integer.parseInt(time.group(4)));
    return time.group(2).equals("-") ? size.negated() : size;
  }
}
