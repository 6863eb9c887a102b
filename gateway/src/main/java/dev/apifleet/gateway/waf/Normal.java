package dev.apifleet.gateway.waf;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The form in which texts are looked at: escapes undone twice, in lower case, without comments of
 * SQL, blanks as one. One pass each, so the work is linear.
 */
final class Normal {
  private static final int TIMES = 2;
  private static final int LONGEST_ENTITY = 10;
  private static final Map<String, Character> ENTITIES =
      Map.of(
          "lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'', "colon", ':', "lpar", '(',
          "rpar", ')', "sol", '/', "newline", '\n');

  private Normal() {}

  /**
   * The normal form.
   *
   * @param plus whether a plus means a blank
   */
  static String of(String text, boolean plus) {
    String decoded = plus && text.indexOf('+') >= 0 ? text.replace('+', ' ') : text;
    for (int i = 0; i < TIMES && decoded.indexOf('%') >= 0; i++) {
      decoded = unescaped(decoded);
      decoded = plus ? decoded.replace('+', ' ') : decoded;
    }
    if (decoded.indexOf('&') >= 0) {
      decoded = withoutEntities(decoded);
    }
    return compact(decoded);
  }

  /** What is no valid escape stays as it is. */
  private static String unescaped(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
      if (low >= 0) {
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static String withoutEntities(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int end = text.charAt(i) == '&' ? endOfEntity(text, i + 1) : -1;
      int c = end < 0 ? -1 : entity(text.substring(i + 1, end));
      if (c < 0) {
        out.append(text.charAt(i));
      } else {
        out.appendCodePoint(c);
        i = end;
      }
    }
    return out.toString();
  }

  private static int endOfEntity(String text, int begin) {
    int most = Math.min(text.length(), begin + LONGEST_ENTITY);
    for (int i = begin; i < most; i++) {
      if (text.charAt(i) == ';') {
        return i;
      }
    }
    return -1;
  }

  private static int entity(String name) {
    Character known = ENTITIES.get(name.toLowerCase(java.util.Locale.ROOT));
    if (known != null) {
      return known;
    }
    try {
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      int c =
          hex
              ? Integer.parseInt(name, 2, name.length(), 16)
              : name.startsWith("#") ? Integer.parseInt(name, 1, name.length(), 10) : -1;
      return Character.isValidCodePoint(c) ? c : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /** Lower case; blanks and comments become one blank, ends of lines one; NUL goes. */
  private static String compact(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' && text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        if (end < 0) {
          out.append("/*");
          i++;
          continue;
        }
        i = end + 1;
        c = ' ';
      }
      append(out, c);
    }
    int length = out.length();
    return length > 0 && out.charAt(length - 1) == ' '
        ? out.substring(0, length - 1)
        : out.toString();
  }

  private static void append(StringBuilder out, char c) {
    int last = out.length() - 1;
    if (c == '\n' || c == '\r') {
      if (last < 0 || out.charAt(last) != '\n') {
        out.append('\n');
      }
    } else if (c <= ' ' || c == '\u00a0') {
      if (c != 0 && last >= 0 && out.charAt(last) != ' ' && out.charAt(last) != '\n') {
        out.append(' ');
      }
    } else {
      out.append(Character.toLowerCase(c));
    }
  }
}
