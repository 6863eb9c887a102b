package dev.apifleet.apiserver.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the bearer of a session is: a JSON Web Token, or opaque. */
public enum SessionKind {
  TOKEN,
  SESSION;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SessionKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
