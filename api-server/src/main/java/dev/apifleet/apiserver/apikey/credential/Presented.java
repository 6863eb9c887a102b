package dev.apifleet.apiserver.apikey.credential;

import io.vertx.core.MultiMap;
import java.util.List;

/** The credential that a request carries; gateways read requests in the same way. */
sealed interface Presented {

  /** The header for API keys. */
  String KEY_HEADER = "X-API-Key";

  /** None at all, or a token, which others verify. */
  record NotOurs() implements Presented {}

  /** A session or API key in place of a token. */
  record KeyOrSession(String text) implements Presented {
    /** Keeps the credential out of logs. */
    @Override
    public String toString() {
      return "KeyOrSession";
    }
  }

  /** What the header for API keys holds. */
  record Key(String text) implements Presented {
    /** Keeps the credential out of logs. */
    @Override
    public String toString() {
      return "Key";
    }
  }

  /** What can be no credential of any kind. */
  record Invalid() implements Presented {}

  /** More than one. */
  record Ambiguous() implements Presented {}

  static Presented by(MultiMap headers) {
    List<String> authorizations = headers.getAll("Authorization");
    List<String> keys = headers.getAll(KEY_HEADER);
    if (authorizations.size() + keys.size() > 1) {
      return new Ambiguous();
    }
    if (!keys.isEmpty()) {
      return new Key(keys.getFirst().strip());
    }
    return authorizations.isEmpty() ? new NotOurs() : authorization(authorizations.getFirst());
  }

  private static Presented authorization(String value) {
    String[] parts = value.strip().split("\\s+", 2);
    if (parts.length < 2 || !parts[0].equalsIgnoreCase("Bearer")) {
      return new Invalid();
    }
    return isToken(parts[1]) ? new NotOurs() : new KeyOrSession(parts[1]);
  }

  /** Three parts of base64url with dots between; the last one is empty where nothing is signed. */
  private static boolean isToken(String text) {
    return text.chars().filter(c -> c == '.').count() == 2
        && text.chars().allMatch(c -> c == '.' || isBase64Url(c));
  }

  private static boolean isBase64Url(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }
}
