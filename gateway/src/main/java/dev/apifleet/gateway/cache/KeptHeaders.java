package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers of a response that are kept with it, in lower case. */
final class KeptHeaders {
  /** Headers of one connection, one request or one cache: they would be lies when replayed. */
  private static final Set<String> NOT_KEPT =
      Set.of(
          "age",
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-connection",
          "te",
          "trailer",
          "upgrade",
          "transfer-encoding",
          "content-length",
          "cache-status",
          "ratelimit",
          "ratelimit-policy",
          "x-request-id");

  /** What a 304 says of a body that it does not have. */
  private static final Set<String> NOT_UPDATED =
      Set.of("content-encoding", "content-md5", "content-range", "content-type");

  private KeptHeaders() {}

  /**
   * @param unkept further names that are left out
   */
  static List<Map.Entry<String, String>> of(MultiMap headers, List<String> unkept) {
    List<Map.Entry<String, String>> kept = new ArrayList<>();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!NOT_KEPT.contains(name) && !unkept.contains(name)) {
        kept.add(Map.entry(name, header.getValue()));
      }
    }
    return kept;
  }

  /** Those of a kept response, updated by a 304 (RFC 9111 section 3.2). */
  static MultiMap merged(Stored stored, MultiMap newer) {
    MultiMap merged = MultiMap.caseInsensitiveMultiMap();
    stored.headers().forEach(header -> merged.add(header.getKey(), header.getValue()));
    Set<String> replaced = new HashSet<>();
    for (Map.Entry<String, String> header : newer) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!NOT_UPDATED.contains(name)) {
        if (replaced.add(name)) {
          merged.remove(name);
        }
        merged.add(name, header.getValue());
      }
    }
    return merged;
  }

  /** What the response can be purged by. */
  static List<String> tags(MultiMap headers) {
    return headers.getAll("cache-tag").stream()
        .flatMap(field -> Arrays.stream(field.split(",")))
        .map(String::trim)
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .toList();
  }
}
