package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.UrlRewrite;
import dev.apifleet.snapshot.FilterConfig;
import java.util.Objects;

/** Reads what a backend is asked for instead. */
final class UrlRewrites {
  private static final UrlRewrite NOTHING = new UrlRewrite(null, null);

  private UrlRewrites() {}

  static FilterConfig.Rewrite read(
      FieldPath field, UrlRewrite given, PathEdits paths, Problems problems) {
    UrlRewrite rewrite = Objects.requireNonNullElse(given, NOTHING);
    if (rewrite.hostname() == null && rewrite.path() == null) {
      problems.invalid(field, null, "set hostname or path");
    }
    return new FilterConfig.Rewrite(
        Redirects.hostname(field.child("hostname"), rewrite.hostname(), problems),
        paths.read(field.child("path"), rewrite.path()));
  }
}
