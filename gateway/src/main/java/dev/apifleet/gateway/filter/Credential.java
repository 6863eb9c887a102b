package dev.apifleet.gateway.filter;

/**
 * What it was that told who asks.
 *
 * @param id names an API key or session without giving it away: the first 12 hexadecimal digits of
 *     its SHA-256; empty for a token
 */
public record Credential(Kind kind, String id) {
  static final Credential NONE = new Credential(Kind.NONE, "");

  /** A JSON Web Token. */
  public static final Credential TOKEN = new Credential(Kind.TOKEN, "");

  /** The part of a key's or session's digest that may be told. */
  public static String id(String digest) {
    return digest.substring(0, 12);
  }

  /** The forms in which clients say who they are. */
  public enum Kind {
    NONE,
    TOKEN,
    API_KEY,
    SESSION
  }
}
