package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ValueMatch;
import dev.apifleet.api.v1alpha1.ValueMatchType;
import dev.apifleet.snapshot.MatchConfig;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Reads conditions on headers and query parameters. */
final class Values {
  private static final ValueMatch NOTHING = new ValueMatch(null, null, null);

  private Values() {}

  /** How names are written. */
  enum Names {
    HEADERS {
      @Override
      String read(FieldPath field, String name, Problems problems) {
        if (name == null || !HeaderNames.isName(name)) {
          problems.invalid(field, name, "write the name of a header, such as x-version");
          return "";
        }
        return name.toLowerCase(Locale.ROOT);
      }
    },
    QUERY {
      @Override
      String read(FieldPath field, String name, Problems problems) {
        if (name == null || name.isEmpty()) {
          problems.invalid(field, name, "write the name of a query parameter");
          return "";
        }
        return name;
      }
    };

    abstract String read(FieldPath field, String name, Problems problems);
  }

  static List<MatchConfig.ValueMatch> read(
      FieldPath field, List<ValueMatch> values, Names names, Problems problems) {
    return IntStream.range(0, Items.of(values).size())
        .mapToObj(i -> one(field.item(i), values.get(i), names, problems))
        .distinct()
        .toList();
  }

  private static MatchConfig.ValueMatch one(
      FieldPath field, ValueMatch given, Names names, Problems problems) {
    ValueMatch value = given == null ? NOTHING : given;
    boolean regex = value.type() == ValueMatchType.RegularExpression;
    String name = names.read(field.child("name"), value.name(), problems);
    if (value.value() == null) {
      problems.invalid(field.child("value"), null, "write the value to compare with");
    } else if (regex) {
      Expressions.check(field.child("value"), value.value(), problems);
    }
    return new MatchConfig.ValueMatch(name, value.value(), regex);
  }
}
