package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RequestCost;
import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import java.util.Locale;

/** Reads what a request is charged. */
final class Costs {
  private static final FieldPath FIELD = FieldPath.SPEC.child("cost");
  private static final long MOST = 1_000_000;
  private static final long MOST_BYTES = 1L << 30;

  private Costs() {}

  static CostConfig read(RequestCost cost, Problems problems) {
    return cost == null
        ? CostConfig.ONE
        : new CostConfig(
            number("requests", cost.requests(), CostConfig.ONE.requests(), problems),
            header("header", cost.header(), problems),
            Sizes.read(FIELD.child("bodyBytes"), cost.bodyBytes(), 0, 1, MOST_BYTES, problems),
            header("responseHeader", cost.responseHeader(), problems),
            number("maximum", cost.maximum(), CostConfig.ONE.most(), problems));
  }

  private static long number(String field, Long value, long fallback, Problems problems) {
    return Numbers.read(FIELD.child(field), value, fallback, 1, MOST, problems);
  }

  /** In lower case; null for none. */
  private static String header(String field, String name, Problems problems) {
    if (name == null) {
      return null;
    }
    if (!HeaderNames.isFree(name)) {
      problems.invalid(
          FIELD.child(field),
          name,
          "write a header that means nothing else, such as x-request-cost");
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
