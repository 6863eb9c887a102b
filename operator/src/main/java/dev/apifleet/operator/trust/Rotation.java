package dev.apifleet.operator.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** When the operator's own authority is followed by a new one. */
final class Rotation {
  /** Who asks for more than these within days waits until some have left. */
  private static final int MOST_RETIRED = 8;

  private Rotation() {}

  /**
   * What the operator finds.
   *
   * @param asked somebody wants a new authority
   * @param told the trust of every fleet names the heir
   */
  record Seen(boolean asked, boolean told) {}

  /** The next state; the same one where there is nothing to do. */
  static Succession<CertificateAuthority> next(
      Succession<CertificateAuthority> state,
      Seen seen,
      Instant now,
      Function<Instant, CertificateAuthority> make) {
    Succession<CertificateAuthority> next = state.at(now, seen.told);
    boolean due = next.heir().isEmpty() && !now.isBefore(due(next.current()));
    return due || grants(state, seen.asked) ? next.propose(make.apply(now), now) : next;
  }

  /** Whether a new authority that somebody asks for is made now. */
  static boolean grants(Succession<CertificateAuthority> state, boolean asked) {
    return asked && state.retired().roots().size() < MOST_RETIRED;
  }

  /** At two thirds of a life that is a year at most: months are left for what may go wrong. */
  private static Instant due(CertificateAuthority authority) {
    Instant begin = authority.certificate().getNotBefore().toInstant();
    Instant end = authority.certificate().getNotAfter().toInstant();
    Duration life = Duration.between(begin, end);
    Duration most = CertificateAuthority.VALID;
    return begin.plus((life.compareTo(most) < 0 ? life : most).multipliedBy(2).dividedBy(3));
  }
}
