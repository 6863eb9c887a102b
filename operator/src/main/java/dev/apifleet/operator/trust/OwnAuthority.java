package dev.apifleet.operator.trust;

import dev.apifleet.operator.trust.AuthoritySecret.Found;
import dev.apifleet.operator.trust.Rotation.Seen;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The operator as its own authority. The state is that of the Secret: the leader brings it forward,
 * one write per step, and every operator issues its certificate by what it reads there.
 */
final class OwnAuthority implements TrustSource {
  private static final Logger LOG = Logger.getLogger(OwnAuthority.class);

  private final AuthoritySecret secret;
  private final BooleanSupplier leads;
  private final Told told;
  private final Issuance issuance;
  private volatile Succession<CertificateAuthority> state;

  OwnAuthority(AuthoritySecret secret, List<String> names, BooleanSupplier leads, Told told) {
    this.secret = secret;
    this.leads = leads;
    this.told = told;
    this.issuance = new Issuance(() -> state.current(), names);
  }

  @Override
  public void begin(Instant now) {
    state = secret.readOrMake(now).state;
  }

  @Override
  public void look(Instant now) {
    Optional<Found> found = secret.read();
    if (leads.getAsBoolean()) {
      found = found.isPresent() ? step(found.get(), now) : restore(now);
    }
    found.ifPresent(latest -> adopt(latest.state));
  }

  private Optional<Found> step(Found found, Instant now) {
    Seen seen = new Seen(found.asksForNew(), found.state.isNewlyTold(told));
    var next = Rotation.next(found.state, seen, now, CertificateAuthority::create);
    boolean granted = Rotation.grants(found.state, seen.asked());
    return next.equals(found.state) ? Optional.of(found) : secret.write(found, next, granted);
  }

  /** Whoever deletes the Secret wants a new authority: it follows the one that is known here. */
  private Optional<Found> restore(Instant now) {
    LOG.warnf("Secret %s is gone: a new authority follows the old one", AuthoritySecret.NAME);
    return secret.make(
        Rotation.next(state, new Seen(true, false), now, CertificateAuthority::create));
  }

  private void adopt(Succession<CertificateAuthority> latest) {
    Succession<CertificateAuthority> before = state;
    state = latest;
    if (!latest.current().equals(before.current())) {
      LOG.infof(
          "authority %s serves now; %s is trusted until %s",
          latest.current(), before.current(), latest.retired().until());
    } else if (!latest.heir().equals(before.heir())) {
      latest.heir().ifPresent(OwnAuthority::announce);
    }
  }

  private static void announce(Succession.Heir<CertificateAuthority> next) {
    next.told()
        .ifPresentOrElse(
            since ->
                LOG.infof(
                    "every fleet trusts authority %s; it serves from %s",
                    next.anchor(), since.plus(Succession.SETTLE)),
            () -> LOG.infof("authority %s is to serve when every fleet trusts it", next.anchor()));
  }

  @Override
  public List<X509Certificate> trusted() {
    return state.trusted();
  }

  @Override
  public ServerCertificate certificate(Instant now) {
    return issuance.current(now);
  }
}
