package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RequestRedirect;
import dev.apifleet.snapshot.RuleAction;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads where clients are sent instead of a backend. */
final class Redirects {
  private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);
  private static final List<String> SCHEMES = List.of("http", "https");
  private static final int LAST_PORT = 65_535;
  private static final RequestRedirect NOTHING = new RequestRedirect(null, null, null, null, null);

  private Redirects() {}

  static RuleAction.Redirect read(
      FieldPath field, RequestRedirect given, PathEdits paths, Problems problems) {
    RequestRedirect redirect = Objects.requireNonNullElse(given, NOTHING);
    if (redirect.scheme() == null
        && redirect.hostname() == null
        && redirect.path() == null
        && redirect.port() == null) {
      problems.invalid(field, null, "set scheme, hostname, port or path: else it leads to itself");
    }
    return new RuleAction.Redirect(
        scheme(field.child("scheme"), redirect.scheme(), problems),
        hostname(field.child("hostname"), redirect.hostname(), problems),
        redirect.port() == null
            ? 0
            : Numbers.read(field.child("port"), redirect.port(), 0, 1, LAST_PORT, problems),
        paths.read(field.child("path"), redirect.path()),
        status(field.child("statusCode"), redirect.statusCode(), problems));
  }

  private static String scheme(FieldPath field, String scheme, Problems problems) {
    if (scheme != null && !SCHEMES.contains(scheme)) {
      problems.invalid(field, scheme, "write http or https");
    }
    return scheme;
  }

  /** A host name without wildcard; null stays null. */
  static String hostname(FieldPath field, String hostname, Problems problems) {
    if (hostname == null) {
      return null;
    }
    String lower = hostname.toLowerCase(Locale.ROOT);
    if (lower.startsWith("*") || !HostNames.isName(lower)) {
      problems.invalid(field, hostname, "write a DNS name such as api.example.com, without port");
    }
    return lower;
  }

  private static int status(FieldPath field, Integer given, Problems problems) {
    int status = Objects.requireNonNullElse(given, 302);
    if (!STATUSES.contains(status)) {
      problems.invalid(field, given, "write 301, 302, 303, 307 or 308");
    }
    return status;
  }
}
