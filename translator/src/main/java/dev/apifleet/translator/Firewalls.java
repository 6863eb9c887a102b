package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.LimitMode;
import dev.apifleet.api.v1alpha1.Waf;
import dev.apifleet.api.v1alpha1.WafRule;
import dev.apifleet.snapshot.FilterConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads which requests are refused since they look like an attack. */
final class Firewalls {
  private static final Waf ALL_DEFAULTS = new Waf(null, null, null);

  private Firewalls() {}

  static FilterConfig read(FieldPath field, Waf given, Problems problems) {
    Waf waf = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    List<WafRule> rules =
        Items.of(waf.rules()).isEmpty() ? Arrays.asList(WafRule.values()) : waf.rules();
    if (rules.contains(null)) {
      problems.invalid(field.child("rules"), null, "name a group or remove the entry");
    }
    return new FilterConfig.Waf(
        waf.mode() != LimitMode.Shadow,
        rules.stream().filter(Objects::nonNull).distinct().map(WafRule::name).toList(),
        (int)
            Sizes.read(
                field.child("bodyLimit"), waf.bodyLimit(), 8 * 1024, 0, 64 * 1024, problems));
  }
}
