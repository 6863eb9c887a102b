package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A place between two items of a sorted list.
 *
 * @param value what the item before the place is sorted by; microseconds for times, empty for ids
 * @param id the id of that item
 */
public record ResourceCursor(ResourceSort sort, String value, long id) {

  /** A name of 100 characters, each of four bytes, and what stands before it. */
  private static final int LONGEST = 600;

  private static final String MIN_TIME = "0001-01-01T00:00:00Z";
  private static final String MAX_TIME = "9999-12-31T23:59:59.999999Z";

  /** For clients, who are not to look inside. */
  public String encoded() {
    String plain = sort.text() + ":" + id + ":" + value;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /** The place that a client sends back, which must be one of the same order. */
  public static ResourceCursor decode(String text, ResourceSort sort) {
    String[] parts = plain(text).split(":", 3);
    if (parts.length < 3 || !parts[0].equals(sort.text()) || !parts[1].matches("[0-9]{1,18}")) {
      throw invalid();
    }
    ResourceCursor cursor = new ResourceCursor(sort, parts[2], Long.parseLong(parts[1]));
    cursor.parameter();
    return cursor;
  }

  /** The value in the type of its column. */
  Object parameter() {
    return switch (sort.field()) {
      case ID -> id;
      case NAME -> storable(value);
      case CREATED_AT, UPDATED_AT -> time(value);
    };
  }

  private static String storable(String name) {
    if (name.isEmpty() || name.indexOf(0) >= 0) {
      throw invalid();
    }
    return name;
  }

  private static Instant time(String micros) {
    if (!micros.matches("-?[0-9]{1,18}")) {
      throw invalid();
    }
    Instant time = Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    if (time.isBefore(Instant.parse(MIN_TIME)) || time.isAfter(Instant.parse(MAX_TIME))) {
      throw invalid();
    }
    return time;
  }

  private static String plain(String text) {
    if (text.length() > LONGEST) {
      throw invalid();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException garbage) {
      throw invalid();
    }
  }

  private static ProblemException invalid() {
    return new ProblemException(
        Problem.invalid("after", "after must be the next of a page that was sorted the same way."));
  }
}
