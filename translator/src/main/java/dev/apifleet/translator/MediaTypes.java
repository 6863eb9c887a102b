package dev.apifleet.translator;

import com.google.re2j.Pattern;

/** Writes expressions for the versions that an Accept header names by a vendor's media type. */
final class MediaTypes {
  private static final java.util.regex.Pattern TYPE =
      java.util.regex.Pattern.compile("[A-Za-z0-9!#$&^_.-]+/[A-Za-z0-9!#$&^_.-]+");

  private MediaTypes() {}

  static boolean isVendorType(String text) {
    return TYPE.matcher(text).matches();
  }

  /**
   * Matches a list of media types of which one is {@code TYPE.VERSION}, or {@code TYPE} with a
   * parameter {@code version}; either may have a suffix such as {@code +json}.
   */
  static String withVersion(String type, String version) {
    String name = Pattern.quote(version);
    String suffix = "(?:\\+[^;,\\s]+)?";
    String parameters = "(?:\\s*;[^,]*)?";
    String inName = "\\." + name + suffix + parameters;
    String asParameter =
        suffix + "(?:\\s*;[^,;]*)*?\\s*;\\s*(?i:version)=\"?" + name + "\"?" + parameters;
    return "(?:.*,)?\\s*(?i:%s)(?:%s|%s)\\s*(?:,.*)?"
        .formatted(Pattern.quote(type), inName, asParameter);
  }
}
