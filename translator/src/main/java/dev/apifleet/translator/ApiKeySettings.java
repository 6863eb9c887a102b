package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetApiKeys;
import dev.apifleet.api.v1alpha1.GatewayFleetSpec;
import dev.apifleet.snapshot.FleetSettings.Credentials;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads which credentials a fleet accepts beside tokens. */
final class ApiKeySettings {
  private static final FieldPath FIELD = FieldPath.SPEC.child("apiKeys");
  private static final String DEFAULT_HEADER = "X-API-Key";
  private static final List<String> TIERS = List.of("free", "pro", "enterprise");

  private ApiKeySettings() {}

  /** Null where none are accepted. */
  static Credentials read(GatewayFleetSpec spec, Problems invalid) {
    FleetApiKeys keys = spec.apiKeys();
    if (keys == null) {
      return null;
    }
    List<String> tiers = Items.of(keys.allowedTiers());
    Texts.present(FIELD.child("allowedTiers"), tiers, invalid);
    return new Credentials(
        header(keys.header(), invalid),
        spec.redis() != null && !Boolean.FALSE.equals(keys.redis()),
        tiers.isEmpty() ? TIERS : tiers.stream().filter(tier -> !Texts.isBlank(tier)).toList());
  }

  static boolean fromSecrets(GatewayFleetSpec spec) {
    return spec.apiKeys() != null && !Boolean.FALSE.equals(spec.apiKeys().secrets());
  }

  private static String header(String name, Problems invalid) {
    String header = Objects.requireNonNullElse(name, DEFAULT_HEADER);
    if (HeaderNames.isFree(header)) {
      return header.toLowerCase(Locale.ROOT);
    }
    invalid.invalid(
        FIELD.child("header"),
        header,
        "name a header that HTTP and the gateway do not use, such as " + DEFAULT_HEADER);
    return DEFAULT_HEADER.toLowerCase(Locale.ROOT);
  }
}
