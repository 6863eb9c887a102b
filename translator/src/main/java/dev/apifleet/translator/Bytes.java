package dev.apifleet.translator;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers of bytes as users write them: {@code 512}, {@code 64Ki}, {@code 10Mi}. */
final class Bytes {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(Ki|Mi|Gi)?");
  private static final Map<String, Integer> SHIFT = Map.of("Ki", 10, "Mi", 20, "Gi", 30);

  private Bytes() {}

  private static OptionalLong of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return OptionalLong.empty();
    }
    int shift = form.group(2) == null ? 0 : SHIFT.get(form.group(2));
    long count = Long.parseLong(form.group(1));
    return OptionalLong.of(count > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : count << shift);
  }

  /** The bytes of a field, or of the fallback where the field is absent. */
  static long read(
      FieldPath field, String text, String fallback, String least, String most, Problems problems) {
    OptionalLong bytes = of(text == null ? fallback : text);
    long low = of(least).orElseThrow();
    if (bytes.isEmpty()) {
      problems.invalid(field, text, "write a number of bytes such as 512, 64Ki or 10Mi");
    } else if (bytes.getAsLong() < low || bytes.getAsLong() > of(most).orElseThrow()) {
      problems.invalid(field, text, "write a number of bytes from " + least + " to " + most);
    }
    return bytes.orElse(low);
  }
}
