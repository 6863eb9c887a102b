package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;
import io.vertx.core.MultiMap;
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
 * @param uri 128 bit hash of origin, normal path and query
 * @param rule the route and rule, whose backend made the answer
 */
record CacheKey(String uri, String rule) {
  private static final int HASH_BYTES = 16;

  static CacheKey of(Exchange exchange, String rule) {
    return new CacheKey(uri(exchange), rule);
  }

  /** The same for all spellings of a path, since the backend sees them in one. */
  static String uri(Exchange exchange) {
    String query = exchange.request().query();
    return hash(
        exchange.origin().toLowerCase(Locale.ROOT)
            + '\n'
            + exchange.path()
            + (query == null ? "" : '?' + query));
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
