package dev.apifleet.gateway.route;

/**
 * The one form of a path that is matched and forwarded, so that no other spelling of it slips past
 * a rule: escapes of unreserved characters are decoded, other escapes are in upper case, dot
 * segments are resolved (RFC 3986, 5.2.4 and 6.2.2) and empty segments are merged.
 *
 * <p>There is no such form for a path with a semicolon, a backslash, or an escaped slash, backslash
 * or zero: some backends cut parameters off, or split and resolve the path anew after decoding, and
 * would see a path that no rule was asked about. Such paths are refused. A fleet whose backends
 * need them could be let opt in, then for those characters as its backends read them.
 */
public final class NormalPath {
  private NormalPath() {}

  /** The normal form, or null when the path is malformed. */
  public static String of(String raw) {
    if (raw == null || raw.isEmpty() || raw.charAt(0) != '/') {
      return null;
    }
    boolean normal = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (!isAllowed(c)) {
        return null;
      }
      normal &= c != '%' && !(c == '/' && i + 1 < raw.length() && isSpecial(raw.charAt(i + 1)));
    }
    if (normal) {
      return raw;
    }
    String decoded = decodeUnreserved(raw);
    return decoded == null ? null : resolveSegments(decoded);
  }

  private static boolean isAllowed(char c) {
    return c > ' ' && c < 0x7f && c != '\\' && c != ';' && c != '#' && c != '?';
  }

  private static boolean isSpecial(char afterSlash) {
    return afterSlash == '/' || afterSlash == '.';
  }

  private static String decodeUnreserved(String raw) {
    StringBuilder decoded = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        decoded.append(c);
        continue;
      }
      int octet = octet(raw, i + 1);
      if (octet <= 0 || octet == '/' || octet == '\\') {
        return null;
      }
      if (isUnreserved(octet)) {
        decoded.append((char) octet);
      } else {
        decoded.append('%').append(upper(raw.charAt(i + 1))).append(upper(raw.charAt(i + 2)));
      }
      i += 2;
    }
    return decoded.toString();
  }

  private static int octet(String raw, int at) {
    if (at + 1 >= raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(at), 16);
    int low = Character.digit(raw.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static char upper(char hexDigit) {
    return Character.toUpperCase(hexDigit);
  }

  private static boolean isUnreserved(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static String resolveSegments(String path) {
    StringBuilder resolved = new StringBuilder(path.length());
    boolean directory = false;
    for (int start = 1; start <= path.length(); ) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String segment = path.substring(start, end);
      directory = segment.isEmpty() || segment.equals(".") || segment.equals("..");
      if (!directory) {
        resolved.append('/').append(segment);
      } else if (segment.equals("..")) {
        resolved.setLength(Math.max(0, resolved.lastIndexOf("/")));
      }
      start = end + 1;
    }
    return directory ? resolved.append('/').toString() : resolved.toString();
  }
}
