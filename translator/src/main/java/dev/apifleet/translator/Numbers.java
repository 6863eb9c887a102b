package dev.apifleet.translator;

/** Reads numbers that have bounds. */
final class Numbers {
  private Numbers() {}

  static int read(
      FieldPath field, Integer value, int fallback, int least, int most, Problems problems) {
    return (int)
        read(
            field,
            value == null ? null : value.longValue(),
            (long) fallback,
            least,
            most,
            problems);
  }

  /** A null fallback says that the field must be there. */
  static long read(
      FieldPath field, Long value, Long fallback, long least, long most, Problems problems) {
    Long number = value == null ? fallback : value;
    if (number == null || number < least || number > most) {
      problems.invalid(field, value, "write a number from " + least + " to " + most);
      return least;
    }
    return number;
  }
}
