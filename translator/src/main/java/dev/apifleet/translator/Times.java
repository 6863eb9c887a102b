package dev.apifleet.translator;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Reads points in time as users write them: {@code 2026-01-31T12:00:00Z} (RFC 3339). */
final class Times {
  private Times() {}

  /** Milliseconds since the epoch; 0 where the field is absent. */
  static long read(FieldPath field, String text, Problems problems) {
    if (text == null) {
      return 0;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException _) {
      problems.invalid(field, text, "write a time such as 2026-01-31T12:00:00Z");
      return 0;
    }
  }
}
