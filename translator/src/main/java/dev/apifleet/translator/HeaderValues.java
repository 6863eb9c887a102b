package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.HeaderModifier;
import dev.apifleet.api.v1alpha1.HeaderValue;
import dev.apifleet.snapshot.HeaderEdits;
import dev.apifleet.snapshot.HeaderEdits.Header;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads headers that a gateway is to write or to take out. */
record HeaderValues(HeaderScope scope, Problems problems) {
  /** What a field may carry (RFC 9110, 5.5), without bytes of other character sets. */
  private static final Pattern VALUE = Pattern.compile("([!-~]([\\t -~]*[!-~])?)?");

  private static final HeaderModifier NO_EDITS = new HeaderModifier(null, null, null);
  private static final HeaderValue NOTHING = new HeaderValue(null, null);

  HeaderEdits edits(FieldPath field, HeaderModifier given) {
    HeaderModifier edits = Objects.requireNonNullElse(given, NO_EDITS);
    HeaderEdits read =
        new HeaderEdits(
            headers(field.child("set"), edits.set()),
            headers(field.child("add"), edits.add()),
            removed(field.child("remove"), Items.of(edits.remove())));
    if (read.equals(new HeaderEdits(null, null, null))) {
      problems.invalid(field, null, "name a header to set, add or remove");
    }
    return read;
  }

  List<Header> headers(FieldPath field, List<HeaderValue> headers) {
    return IntStream.range(0, Items.of(headers).size())
        .mapToObj(i -> header(field.item(i), headers.get(i)))
        .toList();
  }

  private Header header(FieldPath field, HeaderValue given) {
    HeaderValue header = Objects.requireNonNullElse(given, NOTHING);
    String name = name(field.child("name"), header.name());
    scope.checkWritten(field.child("name"), name, problems);
    if (header.value() == null || !VALUE.matcher(header.value()).matches()) {
      problems.invalid(
          field.child("value"),
          header.value(),
          "write printable ASCII without line breaks, and no space around it");
    }
    return new Header(name, header.value());
  }

  private List<String> removed(FieldPath field, List<String> names) {
    return IntStream.range(0, names.size())
        .mapToObj(
            i -> {
              String name = name(field.item(i), names.get(i));
              scope.checkRemoved(field.item(i), name, problems);
              return name;
            })
        .distinct()
        .toList();
  }

  private String name(FieldPath field, String name) {
    if (name == null || !HeaderNames.isName(name)) {
      problems.invalid(field, name, "write the name of a header, such as x-version");
      return "";
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
