package dev.apifleet.gateway.cache;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * A complete response that was kept.
 *
 * @param headers as the backend gave them, without those of its connection and of the cache
 * @param isShared whether it may be given to those who say who they are
 */
record Stored(
    int status,
    List<Map.Entry<String, String>> headers,
    Buffer body,
    Lifetime life,
    boolean isShared,
    Label label) {
  private static final int OVERHEAD = 512;

  Stored {
    headers = List.copyOf(headers);
  }

  Stored with(Buffer whole) {
    return new Stored(status, headers, whole, life, isShared, label);
  }

  boolean isFresh(long now) {
    return life.isFresh(now);
  }

  boolean hasValidator() {
    return header("etag") != null || header("last-modified") != null;
  }

  /** The first header of this name in lower case, or null. */
  String header(String name) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equals(name)) {
        return header.getValue();
      }
    }
    return null;
  }

  /** Roughly the bytes it takes. */
  int weight() {
    int heads = headers.stream().mapToInt(h -> h.getKey().length() + h.getValue().length()).sum();
    return OVERHEAD + body.length() + 2 * (heads + label.target().length());
  }
}
