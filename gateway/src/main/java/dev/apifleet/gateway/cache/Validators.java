package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;

/** Entity tags and dates of change: what tells whether a response is still the same. */
final class Validators {
  private Validators() {}

  static boolean has(MultiMap response) {
    return response.contains(HttpHeaders.ETAG) || response.contains(HttpHeaders.LAST_MODIFIED);
  }

  /** Makes a request to the backend one for what differs from the response. */
  static void ask(Stored stored, MultiMap request) {
    set(request, HttpHeaders.IF_NONE_MATCH, stored.header("etag"));
    set(request, HttpHeaders.IF_MODIFIED_SINCE, stored.header("last-modified"));
  }

  private static void set(MultiMap request, CharSequence name, String value) {
    if (value == null) {
      request.remove(name);
    } else {
      request.set(name, value);
    }
  }

  /** The preconditions of RFC 9110 section 13.2.2: tags first, dates only without them. */
  static boolean areMet(MultiMap request, Stored stored, long now) {
    if (stored.status() != 200) {
      return false;
    }
    if (request.contains(HttpHeaders.IF_NONE_MATCH)) {
      String tag = stored.header("etag");
      return request.getAll(HttpHeaders.IF_NONE_MATCH).stream()
          .flatMap(field -> Arrays.stream(field.split(",")))
          .map(String::trim)
          .anyMatch(wanted -> wanted.equals("*") || tag != null && weak(wanted).equals(weak(tag)));
    }
    String date = request.get(HttpHeaders.IF_MODIFIED_SINCE);
    if (date == null) {
      return false;
    }
    long since = HttpDate.millis(date, -1, now);
    long modified = HttpDate.millis(stored.header("last-modified"), Long.MAX_VALUE, now);
    return since >= 0 && modified <= since;
  }

  private static String weak(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
