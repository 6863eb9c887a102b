package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps a backend's answer as it passes by, if it may be kept and is not too large. */
final class Recording implements ResponseTap {
  private static final int MAXIMUM_BODY = 1 << 20;

  /** Headers of one connection, one request or one cache: they would be lies when replayed. */
  private static final Set<String> NOT_KEPT =
      Set.of(
          "age",
          "connection",
          "keep-alive",
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

  private final ResponseCache cache;
  private final CacheKey key;
  private final Exchange exchange;
  private final long ttlMillis;
  private final long askedAt;

  Recording(ResponseCache cache, CacheKey key, Exchange exchange, long ttlMillis) {
    this.cache = cache;
    this.key = key;
    this.exchange = exchange;
    this.ttlMillis = ttlMillis;
    this.askedAt = cache.now();
  }

  @Override
  public Body head(int status, MultiMap headers) {
    MultiMap request = exchange.request().headers();
    long now = cache.now();
    long lifetime = Freshness.lifetimeMillis(status, request, headers, ttlMillis, now);
    if (lifetime <= 0 || isTooLong(headers.get(HttpHeaders.CONTENT_LENGTH))) {
      return null;
    }
    CacheStatus.stored(exchange);
    long bornAt = now - Freshness.ageMillis(headers);
    boolean isPublic = Freshness.control(headers).has("public");
    List<Map.Entry<String, String>> kept = kept(headers);
    List<String> varyNames = Freshness.varyNames(headers);
    return new Copy(
        body ->
            cache.put(
                key,
                request,
                varyNames,
                new Stored(kept, body, bornAt, now + lifetime, isPublic),
                askedAt));
  }

  private static boolean isTooLong(String length) {
    return length != null && (length.length() > 9 || Integer.parseInt(length) > MAXIMUM_BODY);
  }

  private static List<Map.Entry<String, String>> kept(MultiMap headers) {
    List<Map.Entry<String, String>> kept = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!NOT_KEPT.contains(lower)) {
            kept.add(Map.entry(lower, value));
          }
        });
    return kept;
  }

  /** Gathers a body and hands it on when it is complete. */
  private static final class Copy implements Body {
    private final Consumer<Buffer> whole;
    private Buffer body = Buffer.buffer();

    private Copy(Consumer<Buffer> whole) {
      this.whole = whole;
    }

    @Override
    public void chunk(Buffer chunk) {
      if (body != null && body.length() + chunk.length() <= MAXIMUM_BODY) {
        body.appendBuffer(chunk);
      } else {
        body = null;
      }
    }

    @Override
    public void end() {
      if (body != null) {
        whole.accept(body);
      }
    }

    @Override
    public void broken() {
      body = null;
    }
  }
}
