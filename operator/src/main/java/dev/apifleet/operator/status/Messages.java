package dev.apifleet.operator.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Makes one message of what is to be said: all of it, or in short what does not fit. */
final class Messages {
  static final int MAX_BYTES = 1024;
  private static final int MAX_FIRST_BYTES = 500;
  private static final int MAX_FIELD = 120;
  private static final String ELLIPSIS = "…";

  private Messages() {}

  /** Of what does not fit, the first is said, then the fields are named, then the rest counted. */
  static String of(List<String> found) {
    List<String> messages = found.stream().distinct().toList();
    String all = String.join("; ", messages);
    if (bytes(all) <= MAX_BYTES || messages.size() == 1) {
      return cut(all, MAX_BYTES);
    }
    String first = cut(messages.getFirst(), MAX_FIRST_BYTES);
    List<String> fields =
        messages.stream().skip(1).map(Messages::field).distinct().collect(Collectors.toList());
    int named = fields.size();
    while (bytes(inShort(first, fields, named)) > MAX_BYTES) {
      named--;
    }
    return inShort(first, fields, named);
  }

  private static String inShort(String first, List<String> fields, int named) {
    StringBuilder text = new StringBuilder(first);
    if (named > 0) {
      text.append("; also ").append(String.join(", ", fields.subList(0, named)));
    }
    if (named < fields.size()) {
      text.append("; and %d more".formatted(fields.size() - named));
    }
    return text.toString();
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
