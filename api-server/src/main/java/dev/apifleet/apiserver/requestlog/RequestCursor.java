package dev.apifleet.apiserver.requestlog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of an entry in the log, by which the next page begins. */
record RequestCursor(Instant at, long id) {

  static final String PATTERN = "^[0-9]{1,16}-[0-9]{1,16}$";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,16})-([0-9]{1,16})");

  static Optional<RequestCursor> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new RequestCursor(ofMicros(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  static RequestCursor of(RequestEntry entry) {
    return new RequestCursor(entry.at(), entry.id());
  }

  @Override
  public String toString() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
  }

  private static Instant ofMicros(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
