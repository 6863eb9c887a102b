package dev.apifleet.gateway.waf;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at the parts of one request for what the groups of a rule know. */
final class Inspection {
  /** They carry what nobody reads as a path, a query or a page. */
  private static final Set<String> PLAIN =
      Set.of(
          "authorization",
          "proxy-authorization",
          "host",
          "accept",
          "accept-encoding",
          "content-length",
          "connection",
          "if-none-match",
          "if-match",
          "if-modified-since",
          "etag",
          "x-api-key",
          "sec-websocket-key");

  private static final int MOST_PAIRS = 1024;

  private final List<RuleGroup> groups;

  /** What was found. */
  record Finding(RuleGroup group, Place place) {}

  Inspection(List<RuleGroup> groups) {
    this.groups = groups;
  }

  /** The first finding in the head, or null. */
  Finding head(HttpServerRequest request) {
    Finding found = look(Place.PATH, request.path(), false);
    if (found == null && request.query() != null) {
      found = pairs(Place.QUERY, request.query());
    }
    for (Map.Entry<String, String> header : request.headers()) {
      if (found != null) {
        return found;
      }
      found = header(header.getKey(), header.getValue());
    }
    return found;
  }

  private Finding header(String name, String value) {
    if (name.equalsIgnoreCase("user-agent")) {
      return look(Place.USER_AGENT, value, false);
    }
    return PLAIN.contains(name.toLowerCase(java.util.Locale.ROOT))
        ? null
        : look(Place.HEADER, value, false);
  }

  /** The first finding in the beginning of a body, or null. */
  Finding body(String type, String text) {
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return pairs(Place.BODY, text);
    }
    if (type.contains("json")) {
      return strings(text);
    }
    return type.startsWith("text/") || type.contains("xml") || type.startsWith("multipart/")
        ? look(Place.BODY, text, false)
        : null;
  }

  /** Names and values apart, so that a quote in one does not meet a word in the next. */
  private Finding pairs(Place place, String text) {
    int begin = 0;
    for (int i = 0; i < MOST_PAIRS && begin <= text.length(); i++) {
      int end = text.indexOf('&', begin);
      String pair = text.substring(begin, end < 0 || i == MOST_PAIRS - 1 ? text.length() : end);
      int equals = pair.indexOf('=');
      Finding found = look(place, equals < 0 ? pair : pair.substring(equals + 1), true);
      if (found == null && equals > 0) {
        found = look(place, pair.substring(0, equals), true);
      }
      if (found != null || end < 0) {
        return found;
      }
      begin = end + 1;
    }
    return null;
  }

  /** The strings of JSON, which may end anywhere. */
  private Finding strings(String json) {
    StringBuilder string = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"') {
        Finding found = inside ? look(Place.BODY, string.toString(), false) : null;
        if (found != null) {
          return found;
        }
        inside = !inside;
        string.setLength(0);
      } else if (inside && c == '\\' && i + 1 < json.length()) {
        i = unescape(json, i + 1, string);
      } else if (inside) {
        string.append(c);
      }
    }
    return inside ? look(Place.BODY, string.toString(), false) : null;
  }

  /** Returns the index of the last character of the escape. */
  private static int unescape(String json, int at, StringBuilder out) {
    char c = json.charAt(at);
    if (c != 'u' || at + 4 >= json.length()) {
      int known = "nrtbf".indexOf(c);
      out.append(known < 0 ? c : "\n\r\t\b\f".charAt(known));
      return at;
    }
    try {
      out.append((char) Integer.parseInt(json, at + 1, at + 5, 16));
      return at + 4;
    } catch (NumberFormatException _) {
      return at;
    }
  }

  private Finding look(Place place, String text, boolean plus) {
    if (text.isEmpty()) {
      return null;
    }
    String normal = Normal.of(text, plus);
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).finds(place, normal)) {
        return new Finding(groups.get(i), place);
      }
    }
    return null;
  }
}
