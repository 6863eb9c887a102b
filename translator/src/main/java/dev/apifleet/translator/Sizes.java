package dev.apifleet.translator;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers of bytes as users write them: {@code 512}, {@code 64Ki}, {@code 10Mi}. */
final class Sizes {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(Ki|Mi|Gi)?");
  private static final Map<String, Long> BYTES =
      Map.of("Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30);

  private Sizes() {}

  /** The bytes of a field, or the fallback where the field is absent. */
  static long read(
      FieldPath field, String text, long fallback, long least, long most, Problems problems) {
    if (text == null) {
      return fallback;
    }
    OptionalLong bytes = bytes(text);
    if (bytes.isEmpty()) {
      problems.invalid(field, text, "write a size such as 512, 64Ki or 10Mi");
    } else if (bytes.getAsLong() < least || bytes.getAsLong() > most) {
      problems.invalid(field, text, "write a size from " + written(least) + " to " + written(most));
    }
    return bytes.orElse(fallback);
  }

  private static OptionalLong bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return OptionalLong.empty();
    }
    long unit = size.group(2) == null ? 1 : BYTES.get(size.group(2));
    long count = Long.parseLong(size.group(1));
    return OptionalLong.of(count > Long.MAX_VALUE / unit ? Long.MAX_VALUE : count * unit);
  }

  private static String written(long bytes) {
    for (String unit : new String[] {"Gi", "Mi", "Ki"}) {
      if (bytes > 0 && bytes % BYTES.get(unit) == 0) {
        return bytes / BYTES.get(unit) + unit;
      }
    }
    return Long.toString(bytes);
  }
}
