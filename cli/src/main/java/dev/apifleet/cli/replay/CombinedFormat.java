package dev.apifleet.cli.replay;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The common and the combined log format of Apache and nginx: {@code client ident user [time]
 * "request" status bytes "referer" "user agent"}; what follows is not looked at.
 */
final class CombinedFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private final String line;
  private int at;

  private CombinedFormat(String line) {
    this.line = line;
  }

  static LogLine parse(String line) throws BadLineException {
    return new CombinedFormat(line).read();
  }

  private LogLine read() throws BadLineException {
    String client = upTo(" ");
    upTo(" ");
    String user = upTo(" [");
    long millis = millis(upTo("] \""));
    String[] request = quoted().split(" ");
    if (client.isEmpty() || request.length < 2 || request[1].isEmpty()) {
      throw new BadLineException("found no client or no request");
    }
    int status = status();
    String[] target = target(request[1]);
    return new LogLine(
        millis,
        client,
        user.equals("-") || user.isEmpty() ? null : user,
        null,
        null,
        null,
        request[0],
        target[0],
        target[1],
        null,
        null,
        status,
        0,
        OptionalLong.empty(),
        headers(),
        Map.of());
  }

  private String upTo(String end) throws BadLineException {
    int found = line.indexOf(end, at);
    if (found < 0) {
      throw new BadLineException("no JSON object, and not of the common log format");
    }
    String text = line.substring(at, found);
    at = found + end.length();
    return text;
  }

  /** Up to the next quote that no backslash escapes. */
  private String quoted() throws BadLineException {
    for (int i = at; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == '"') {
        String text = line.substring(at, i);
        at = i + 1;
        return text;
      }
    }
    throw new BadLineException("a quote has no end");
  }

  private static long millis(String time) throws BadLineException {
    try {
      return OffsetDateTime.parse(time, TIME).toInstant().toEpochMilli();
    } catch (DateTimeException _) {
      throw new BadLineException("found [" + time + "]; a time is as 31/Jan/2026:12:00:00 +0000");
    }
  }

  private int status() throws BadLineException {
    int end = Math.min(line.length(), at + 4);
    try {
      return Integer.parseInt(line.substring(at, end).strip());
    } catch (NumberFormatException _) {
      throw new BadLineException("found no status");
    }
  }

  /** Host, where the request names one, and the rest. */
  private static String[] target(String uri) {
    int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
    int slash = scheme < 0 ? -1 : uri.indexOf('/', scheme + 3);
    return slash < 0
        ? new String[] {null, uri}
        : new String[] {uri.substring(scheme + 3, slash), uri.substring(slash)};
  }

  private Map<String, String> headers() throws BadLineException {
    Map<String, String> headers = new HashMap<>();
    for (String name : new String[] {"referer", "user-agent"}) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        return headers;
      }
      at = quote + 1;
      String value = quoted();
      if (!value.equals("-")) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}
