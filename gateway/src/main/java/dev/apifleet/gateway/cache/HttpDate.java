package dev.apifleet.gateway.cache;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** A date in a header, in any of the three forms of RFC 9110 section 5.6.7. */
final class HttpDate {
  private static final int CENTURY_SLACK_YEARS = 50;
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

  private HttpDate() {}

  /** Milliseconds since 1970, or the other value where the text is no date. */
  static long millis(String text, long otherwise, long now) {
    if (text == null || text.length() < 24 || text.length() > 40) {
      return otherwise;
    }
    try {
      return parse(text, now).toEpochMilli();
    } catch (DateTimeParseException _) {
      return otherwise;
    }
  }

  private static Instant parse(String text, long now) {
    if (text.charAt(3) == ',') {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
    return text.indexOf(',') < 0
        ? LocalDateTime.parse(text, ASCTIME).toInstant(ZoneOffset.UTC)
        : LocalDateTime.parse(text, rfc850(now)).toInstant(ZoneOffset.UTC);
  }

  /** Two digits of a year mean the past where they could mean more than 50 years from now. */
  private static DateTimeFormatter rfc850(long now) {
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(
            ChronoField.YEAR, 2, 2, today.minusYears(100 - CENTURY_SLACK_YEARS).getYear())
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH);
  }
}
