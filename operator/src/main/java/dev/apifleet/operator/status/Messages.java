package dev.apifleet.operator.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one message of what is to be said: all of it, or in short what does not fit. */
final class Messages {
  /** Less than 1 KiB. */
  static final int MAX_BYTES = 1023;

  private static final int MAX_FIRST_BYTES = 500;
  private static final int MAX_FIELD = 120;
  private static final String ELLIPSIS = "…";
  private static final Pattern MORE = Pattern.compile("(\\d{1,6}) more");

  private Messages() {}

  /** Of what does not fit, the first is said, then the fields are named, then the rest counted. */
  static String of(List<String> found) {
    List<String> messages =
        found.stream().filter(each -> !MORE.matcher(each).matches()).distinct().toList();
    int uncounted = found.stream().mapToInt(Messages::more).sum();
    String all = String.join("; ", messages) + rest(uncounted);
    if (bytes(all) <= MAX_BYTES || messages.size() == 1) {
      return cut(all, MAX_BYTES);
    }
    String first = cut(messages.getFirst(), MAX_FIRST_BYTES);
    List<String> fields = messages.stream().skip(1).map(Messages::field).distinct().toList();
    int named = fields.size();
    while (bytes(inShort(first, fields, named, uncounted)) > MAX_BYTES) {
      named--;
    }
    return inShort(first, fields, named, uncounted);
  }

  /** A translation says so of very many problems. */
  private static int more(String message) {
    Matcher more = MORE.matcher(message);
    return more.matches() ? Integer.parseInt(more.group(1)) : 0;
  }

  private static String inShort(String first, List<String> fields, int named, int uncounted) {
    String also = named == 0 ? "" : "; also " + String.join(", ", fields.subList(0, named));
    return first + also + rest(fields.size() - named + uncounted);
  }

  private static String rest(int count) {
    return count == 0 ? "" : "; and %d more".formatted(count);
  }

  /** Messages begin with the field that they are about. */
  private static String field(String message) {
    int end = message.indexOf(": ");
    String field = end < 0 ? message : message.substring(0, end);
    return field.length() <= MAX_FIELD ? field : field.substring(0, MAX_FIELD) + ELLIPSIS;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String cut(String message, int max) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= max) {
      return message;
    }
    int end = max - bytes(ELLIPSIS);
    while ((bytes[end] & 0xC0) == 0x80) {
      end--; // not within a character
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + ELLIPSIS;
  }
}
