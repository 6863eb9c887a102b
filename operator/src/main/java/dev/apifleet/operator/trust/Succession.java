package dev.apifleet.operator.trust;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one anchor follows another without a gateway that trusts neither: the heir is trusted first,
 * serves when every gateway has had time to hear of it, and the old one is trusted until nothing
 * that it vouched for is left.
 *
 * @param heir what is to serve next
 * @param retired what served before
 */
record Succession<A extends Anchor>(A current, Optional<Heir<A>> heir, Retired retired) {
  /** A kubelet brings a changed ConfigMap to its pods within one or two minutes. */
  static final Duration SETTLE = Duration.ofMinutes(10);

  /** Longer than any certificate that was issued, by a day for an operator that heard late. */
  static final Duration KEEP = CertificateAuthority.ISSUED_FOR.plusDays(1);

  private static final Comparator<X509Certificate> OLDEST_FIRST =
      Comparator.comparing(X509Certificate::getNotBefore)
          .thenComparing(X509Certificate::getSerialNumber);

  /**
   * What is to serve next.
   *
   * @param told since when the trust of every fleet names it
   */
  record Heir<A extends Anchor>(A anchor, Optional<Instant> told) {}

  /** What is trusted still, all of it until the same time. */
  record Retired(List<X509Certificate> roots, Instant until) {
    static final Retired NONE = new Retired(List.of(), Instant.EPOCH);

    Retired {
      roots = List.copyOf(roots);
    }

    private Retired without(List<X509Certificate> again) {
      return of(roots.stream().filter(root -> !again.contains(root)).toList(), until);
    }

    private Retired with(Retired later) {
      return later.roots.isEmpty()
          ? this
          : of(
              Stream.concat(roots.stream(), later.roots.stream()).distinct().toList(), later.until);
    }

    private static Retired of(List<X509Certificate> roots, Instant until) {
      return roots.isEmpty() ? NONE : new Retired(roots, until);
    }
  }

  static <A extends Anchor> Succession<A> of(A current) {
    return new Succession<>(current, Optional.empty(), Retired.NONE);
  }

  /** With these trusted still, as if they had served until now. */
  Succession<A> after(List<X509Certificate> roots, Instant now) {
    Retired before = new Retired(roots, now.plus(KEEP)).without(current.roots());
    return new Succession<>(current, heir, retired.with(before));
  }

  /** All that gateways are to trust; in an order that a step alone does not change. */
  List<X509Certificate> trusted() {
    Stream<A> anchors = Stream.concat(Stream.of(current), heir.map(Heir::anchor).stream());
    return Stream.concat(anchors.flatMap(anchor -> anchor.roots().stream()), retired.roots.stream())
        .distinct()
        .sorted(OLDEST_FIRST)
        .toList();
  }

  /**
   * With this one to serve next, or at once when gateways trust all its roots; one that was to
   * serve, and never did, is forgotten.
   */
  Succession<A> propose(A next, Instant now) {
    if (current.roots().containsAll(next.roots())) {
      return crown(next, now);
    }
    Optional<Instant> told =
        heir.filter(other -> other.anchor.roots().equals(next.roots())).flatMap(Heir::told);
    return new Succession<>(current, Optional.of(new Heir<>(next, told)), retired);
  }

  /** With nobody to follow the current one. */
  Succession<A> withoutHeir() {
    return new Succession<>(current, Optional.empty(), retired);
  }

  /** Whether gateways were told of the heir, which nobody knew of until now. */
  boolean isNewlyTold(Told told) {
    return heir.filter(next -> next.told.isEmpty())
        .filter(next -> told.all(next.anchor.roots()))
        .isPresent();
  }

  /**
   * As far as time has brought it.
   *
   * @param told whether the trust of every fleet names the heir
   */
  Succession<A> at(Instant now, boolean told) {
    Succession<A> kept =
        now.isBefore(retired.until) ? this : new Succession<>(current, heir, Retired.NONE);
    return kept.heir.map(next -> kept.at(now, told, next)).orElse(kept);
  }

  private Succession<A> at(Instant now, boolean told, Heir<A> next) {
    boolean settled = next.told.filter(since -> !now.isBefore(since.plus(SETTLE))).isPresent();
    if (settled || !now.isBefore(current.lastsUntil())) {
      return crown(next.anchor, now);
    }
    if (told && next.told.isEmpty()) {
      var heard = new Heir<>(next.anchor, Optional.of(now));
      return new Succession<>(current, Optional.of(heard), retired);
    }
    return this;
  }

  private Succession<A> crown(A next, Instant now) {
    Retired left = retired.without(next.roots());
    Retired leaving = new Retired(current.roots(), now.plus(KEEP)).without(next.roots());
    return new Succession<>(next, Optional.empty(), left.with(leaving));
  }
}
