package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Credential;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What became of the credentials that clients presented; counters are made once. */
final class IdentityMeters {
  enum Result {
    ACCEPTED,
    REFUSED,
    LIMITED,
    UNAVAILABLE
  }

  private final Counter[][] counters =
      new Counter[Credential.Kind.values().length][Result.values().length];

  IdentityMeters(MeterRegistry registry) {
    for (Credential.Kind kind : Credential.Kind.values()) {
      for (Result result : Result.values()) {
        counters[kind.ordinal()][result.ordinal()] =
            Counter.builder("apifleet.identity.credentials")
                .description("Credentials that clients presented, by what became of them")
                .tag(
                    "kind",
                    kind == Credential.Kind.NONE ? "unknown" : kind.name().toLowerCase(Locale.ROOT))
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(registry);
      }
    }
  }

  void count(Credential.Kind kind, Result result) {
    counters[kind.ordinal()][result.ordinal()].increment();
  }
}
