package dev.apifleet.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.trust.CertificateAuthority;
import dev.apifleet.operator.trust.Pem;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustBundlesTest {
  private static final X509Certificate OLD = root();
  private static final X509Certificate NEW = root();
  private static final X509Certificate FOREIGN = root();

  @Test
  void onlyWhomAllFleetsWereToldOfCounts() {
    ConfigMap told = trust(Pem.of(List.of(OLD, NEW)));
    ConfigMap toldMore = trust(Pem.of(List.of(FOREIGN, OLD)));
    assertThat(TrustBundles.byAll(List.of(told, toldMore))).containsExactly(OLD);
    assertThat(TrustBundles.byAll(List.of(told, told))).containsExactlyInAnyOrder(OLD, NEW);
  }

  @Test
  void whereNobodyWasToldThereIsNone() {
    assertThat(TrustBundles.byAll(List.of())).isEmpty();
    assertThat(TrustBundles.byAll(List.of(trust("no certificate")))).isEmpty();
    assertThat(TrustBundles.byAll(List.of(new ConfigMap()))).isEmpty();
  }

  private static ConfigMap trust(String authorities) {
    return new ConfigMapBuilder().addToData("ca.crt", authorities).build();
  }

  private static X509Certificate root() {
    return CertificateAuthority.create(Instant.parse("2026-01-01T00:00:00Z")).certificate();
  }
}
