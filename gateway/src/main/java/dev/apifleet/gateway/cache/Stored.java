package dev.apifleet.gateway.cache;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * A response that was kept. Only complete answers with status 200 are.
 *
 * @param headers as the backend gave them, without those of its connection and of the cache
 * @param bornAt when its age was 0, by this gateway's clock
 * @param freshUntil when it ceases to be fresh, by this gateway's clock
 * @param isPublic whether it may be given to those who say who they are
 */
record Stored(
    List<Map.Entry<String, String>> headers,
    Buffer body,
    long bornAt,
    long freshUntil,
    boolean isPublic) {
  private static final int OVERHEAD = 256;

  Stored {
    headers = List.copyOf(headers);
  }

  boolean isFresh(long now) {
    return now < freshUntil;
  }

  long ageSeconds(long now) {
    return Math.max(0, now - bornAt) / 1000;
  }

  /** The first header of this name in lower case, or null. */
  String header(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Roughly the bytes it takes. */
  int weight() {
    int heads = headers.stream().mapToInt(h -> h.getKey().length() + h.getValue().length()).sum();
    return OVERHEAD + body.length() + 2 * heads;
  }
}
