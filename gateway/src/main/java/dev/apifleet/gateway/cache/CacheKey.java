package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Names what is kept for a URI under one rule. All rules' answers to one URI lie together, so that
 * a write through any rule can throw all of them away.
 *
 * @param uri 128 bit hash of scheme, host, path and query
 * @param rule the route and rule, whose backend made the answer
 */
record CacheKey(String uri, String rule) {
  private static final int HASH_BYTES = 16;

  static CacheKey of(HttpServerRequest request, String rule) {
    return new CacheKey(uri(request), rule);
  }

  static String uri(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    if (host == null && request.authority() != null) {
      host = request.authority().toString();
    }
    String authority = host == null ? "" : host.toLowerCase(Locale.ROOT);
    return hash(
        request.scheme() + "://" + authority + "\n" + request.path() + "?" + request.query());
  }

  /**
   * Names one of several answers by what the request had in the headers that they vary by (RFC 9111
   * section 4.1).
   */
  static String variant(List<String> varyNames, MultiMap request) {
    if (varyNames.isEmpty()) {
      return "";
    }
    StringBuilder values = new StringBuilder();
    for (String name : varyNames) {
      String value = String.join(",", request.getAll(name)).trim();
      values.append(value.length()).append(':').append(value);
    }
    return hash(values.toString());
  }

  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
