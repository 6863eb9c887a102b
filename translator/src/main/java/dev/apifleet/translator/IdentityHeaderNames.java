package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.IdentityHeaders;
import dev.apifleet.snapshot.FleetSettings;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Reads the names of the headers by which backends learn who asks. */
final class IdentityHeaderNames {
  private static final FieldPath FIELD = FieldPath.SPEC.child("identityHeaders");

  private final Set<String> taken = new HashSet<>();
  private final Problems invalid;

  private IdentityHeaderNames(Problems invalid) {
    this.invalid = invalid;
  }

  /**
   * Null where none are sent. A name that is not valid becomes the default one, so that the others
   * can be relied on.
   */
  static FleetSettings.IdentityHeaderNames read(IdentityHeaders headers, Problems invalid) {
    if (headers == null) {
      return null;
    }
    IdentityHeaderNames names = new IdentityHeaderNames(invalid);
    return new FleetSettings.IdentityHeaderNames(
        names.one("subject", headers.subject(), "x-user-id"),
        names.one("tier", headers.tier(), "x-user-tier"),
        names.one("roles", headers.roles(), "x-user-roles"),
        names.one("scopes", headers.scopes(), "x-user-scopes"));
  }

  private String one(String field, String given, String fallback) {
    String name = Objects.requireNonNullElse(given, fallback);
    if (!HeaderNames.isFree(name)) {
      invalid.invalid(
          FIELD.child(field),
          name,
          "name a header that HTTP and the gateway do not use, such as " + fallback);
      return fallback;
    }
    if (!taken.add(HeaderNames.folded(name))) {
      invalid.invalid(FIELD.child(field), name, "give each of the headers a name of its own");
      return fallback;
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
