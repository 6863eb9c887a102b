package dev.apifleet.operator.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The operator's certificates as somebody else issues them. One of another authority is shown when
 * gateways have had time to hear of that one; one that would not serve is never shown.
 */
final class GivenCertificates implements TrustSource {
  private static final Logger LOG = Logger.getLogger(GivenCertificates.class);

  private final CertificateFiles files;
  private final Told told;
  private volatile Succession<GivenCertificate> state;
  private String complaint = "";

  GivenCertificates(CertificateFiles files, Told told) {
    this.files = files;
    this.told = told;
  }

  /**
   * Whom gateways were told to trust before is trusted still: another operator may show its old
   * certificate, and nobody else knows when this one's authority began to be told of.
   */
  @Override
  public void begin(Instant now) {
    try {
      state = Succession.of(files.read(now)).after(told.byAll(), now);
    } catch (UnusableCertificateException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void look(Instant now) {
    Succession<GivenCertificate> wanted = withThoseOfNow(now);
    Succession<GivenCertificate> next = wanted.at(now, wanted.isNewlyTold(told));
    if (!next.current().equals(state.current())) {
      LOG.infof("shows certificate %s now", next.current().shown());
    }
    state = next;
  }

  private Succession<GivenCertificate> withThoseOfNow(Instant now) {
    try {
      GivenCertificate there = files.read(now);
      complaint = "";
      if (there.equals(state.current())) {
        return state.withoutHeir();
      }
      boolean known = state.heir().filter(next -> next.anchor().equals(there)).isPresent();
      return known ? state : state.propose(there, now);
    } catch (UnusableCertificateException e) {
      complain(e.getMessage());
      return state;
    }
  }

  /** Once for each thing that is wrong. */
  private void complain(String message) {
    if (!message.equals(complaint)) {
      LOG.errorf(
          "%s; the certificate before it is shown until %s",
          message, state.current().shown().end());
      complaint = message;
    }
  }

  @Override
  public List<X509Certificate> trusted() {
    return state.trusted();
  }

  @Override
  public ServerCertificate certificate(Instant now) {
    return state.current().shown();
  }
}
