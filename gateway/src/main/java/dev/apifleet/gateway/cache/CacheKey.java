package dev.apifleet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.snapshot.Sha256;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
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

  /** Longer ones are hashed each time, so that what is remembered is bounded in bytes. */
  private static final int LONGEST_REMEMBERED = 256;

  private static final Cache<List<String>, String> VARIANTS =
      Caffeine.newBuilder().maximumSize(10_000).build();

  static CacheKey of(Exchange exchange, String rule, QueryKey query) {
    return new CacheKey(uri(exchange, query), rule);
  }

  /** The same for all spellings of a path, since the backend sees them in one. */
  static String uri(Exchange exchange, QueryKey query) {
    return hash(List.of(exchange.origin().toLowerCase(Locale.ROOT), target(exchange, query)));
  }

  /** Path and the part of the query that counts. */
  static String target(Exchange exchange, QueryKey query) {
    String kept = query.of(exchange.request().query());
    return kept == null ? exchange.path() : exchange.path() + '?' + kept;
  }

  /** The name that the client asked, without a port. */
  static String host(Exchange exchange) {
    String origin = exchange.origin().toLowerCase(Locale.ROOT);
    String host = origin.substring(origin.indexOf("://") + 3).split("[ ,]", 2)[0];
    int port = host.lastIndexOf(':');
    return port > host.indexOf(']') ? host.substring(0, port) : host;
  }

  /**
   * Names one of several answers by what the request had in the headers that they vary by (RFC 9111
   * section 4.1).
   */
  static String variant(List<String> varyNames, MultiMap request) {
    if (varyNames.isEmpty()) {
      return "";
    }
    List<String> values = new ArrayList<>(varyNames.size());
    for (String name : varyNames) {
      values.add(value(request.getAll(name)));
    }
    return remembered(values);
  }

  private static String remembered(List<String> values) {
    int length = 0;
    for (String value : values) {
      length += value.length();
    }
    return length > LONGEST_REMEMBERED ? hash(values) : VARIANTS.get(values, CacheKey::hash);
  }

  /** An absent header is not the same as one without a value. */
  private static String value(List<String> fields) {
    return switch (fields.size()) {
      case 0 -> "";
      case 1 -> '=' + fields.getFirst().trim();
      default -> '=' + String.join(",", fields).trim();
    };
  }

  /** No two lists of texts are hashed alike. */
  static String hash(List<String> texts) {
    StringBuilder all = new StringBuilder();
    texts.forEach(text -> all.append(text.length()).append(':').append(text));
    return Sha256.beginning(all.toString(), HASH_BYTES);
  }
}
