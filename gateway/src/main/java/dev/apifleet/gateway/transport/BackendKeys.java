package dev.apifleet.gateway.transport;

import dev.apifleet.snapshot.PoolConfig.BackendTls;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a gateway trusts behind it, and what it shows there.
 *
 * @param trust empty for the well-known authorities
 * @param certificate empty for none
 */
record BackendKeys(Optional<TrustManagerFactory> trust, Optional<CertifiedKey> certificate) {

  static BackendKeys load(BackendTls tls, KeyFolder folder) {
    return new BackendKeys(
        Optional.ofNullable(tls.ca()).map(ca -> Trust.in(folder.authority(ca))),
        Optional.ofNullable(tls.certificate()).map(folder::keyPair));
  }

  /** The name in the certificate of an endpoint is checked always. */
  void secure(HttpClientOptions options) {
    options.setSsl(true).setVerifyHost(true);
    trust.ifPresent(authorities -> options.setTrustOptions(TrustOptions.wrap(authorities)));
    certificate.ifPresent(
        key -> options.setKeyCertOptions(KeyCertOptions.wrap(new KeyChoice(List.of(key)))));
  }
}
