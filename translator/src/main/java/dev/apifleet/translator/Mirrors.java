package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolRef;
import dev.apifleet.api.v1alpha1.RequestMirror;
import dev.apifleet.snapshot.FilterConfig;
import java.util.Optional;

/** Reads where copies of requests go. */
final class Mirrors {
  private Mirrors() {}

  /** Empty where the pool is missing: the requests themselves do not suffer from that. */
  static Optional<FilterConfig> read(
      FieldPath field,
      RequestMirror mirror,
      RouteScope references,
      Problems invalid,
      Problems unresolved) {
    FieldPath name = field.child("backendRef").child("name");
    PoolRef pool = mirror == null ? null : mirror.backendRef();
    if (pool == null || Texts.isBlank(pool.name())) {
      invalid.invalid(name, pool == null ? null : pool.name(), "name a BackendPool");
      return Optional.empty();
    }
    int percent = Numbers.read(field.child("percent"), mirror.percent(), 100, 0, 100, invalid);
    return references
        .pool(name, pool.name(), unresolved)
        .filter(_ -> percent > 0)
        .map(found -> new FilterConfig.Mirror(found, percent));
  }
}
