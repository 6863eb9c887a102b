package dev.apifleet.apiserver.resource;

/** The range of texts that begin alike, in the order of their bytes in UTF-8. */
final class Prefix {

  private static final int LAST = Character.MAX_CODE_POINT;

  private Prefix() {}

  /** The least text that is greater than all that begin so; null where there is none. */
  static String end(String prefix) {
    if (prefix == null || prefix.isEmpty()) {
      return null;
    }
    int last = prefix.codePointBefore(prefix.length());
    String rest = prefix.substring(0, prefix.length() - Character.charCount(last));
    return last == LAST ? end(rest) : rest + Character.toString(following(last));
  }

  /** Surrogates are no characters. */
  private static int following(int codePoint) {
    return codePoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoint + 1;
  }
}
