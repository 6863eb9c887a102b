package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.FleetSettings.Credentials;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The credential that a request carries. */
sealed interface Presented {
  /** None that is ours to judge. */
  record Nothing() implements Presented {}

  /**
   * What looks like a JSON Web Token.
   *
   * @param field what the request has in its header
   * @param at where in there the token begins
   */
  record Token(String field, int at) implements Presented {
    String text() {
      return field.substring(at);
    }
  }

  /** A session or API key in place of a token. */
  record Opaque(String text) implements Presented {}

  /** An API key in the header for those. */
  record Key(String text) implements Presented {}

  /** What can be none, or more than one. */
  record Wrong(Problem problem) implements Presented {}

  Nothing NOTHING = new Nothing();
  String BEARER = "bearer";

  /**
   * @param credentials null where only tokens are accepted
   */
  static Presented by(MultiMap headers, Credentials credentials) {
    List<String> authorizations = headers.getAll(HttpHeaders.AUTHORIZATION);
    List<String> keys = credentials == null ? List.of() : headers.getAll(credentials.header());
    if (authorizations.size() + keys.size() > 1) {
      return new Wrong(IdentityProblems.ambiguous());
    }
    if (!keys.isEmpty()) {
      return new Key(keys.getFirst().trim());
    }
    return authorizations.isEmpty()
        ? NOTHING
        : authorization(authorizations.getFirst().trim(), credentials != null);
  }

  private static Presented authorization(String value, boolean opaqueAccepted) {
    int space = value.indexOf(' ');
    int scheme = space < 0 ? value.length() : space;
    if (scheme != BEARER.length() || !value.regionMatches(true, 0, BEARER, 0, scheme)) {
      return new Wrong(IdentityProblems.notBearer());
    }
    int at = scheme;
    while (at < value.length() && value.charAt(at) <= ' ') {
      at++;
    }
    return opaqueAccepted && !isToken(value, at)
        ? new Opaque(value.substring(at))
        : new Token(value, at);
  }

  /** Three parts of base64url with dots between; the last one is empty where nothing is signed. */
  static boolean isToken(String text, int from) {
    int dots = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')
          && c != '-'
          && c != '_') {
        return false;
      }
    }
    return dots == 2;
  }
}
