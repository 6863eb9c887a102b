package dev.apifleet.apiserver.identity;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tokens of a session that are out, as its record lists them: {@code jti:expiry jti:expiry}.
 */
final class LiveTokens {

  private LiveTokens() {}

  /** One of them. */
  record LiveToken(String jti, Instant expires) {

    @Override
    public String toString() {
      return jti + ":" + expires.getEpochSecond();
    }
  }

  static List<LiveToken> parse(String text) {
    return Stream.of(text.split(" ")).filter(part -> !part.isEmpty()).map(LiveTokens::one).toList();
  }

  private static LiveToken one(String text) {
    int colon = text.lastIndexOf(':');
    long expires = Long.parseLong(text.substring(colon + 1));
    return new LiveToken(text.substring(0, colon), Instant.ofEpochSecond(expires));
  }
}
