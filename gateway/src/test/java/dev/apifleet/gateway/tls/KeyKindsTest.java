package dev.apifleet.gateway.tls;

import static dev.apifleet.gateway.fleet.Resources.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import dev.apifleet.snapshot.ListenerConfig.Protocol;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Certificates with keys of two kinds for one name, and clients that know but one. */
class KeyKindsTest {
  private static final Authority AUTHORITY = new Authority("servers");

  private final TestFleet fleet = new TestFleet();
  private final Mount mount = new Mount(fleet.folder);
  private final int port = Ports.free();

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void aClientIsShownTheKindThatItKnows() throws IOException {
    fleet.serve(
        new ListenerConfig(
            "https",
            port,
            Protocol.HTTPS,
            new ListenerTls(
                List.of(
                    mount.put("default/ec", AUTHORITY.issue("shop.test")),
                    mount.put(
                        "default/rsa", AUTHORITY.issue("RSA", Duration.ofDays(1), "shop.test")),
                    mount.put("default/other", AUTHORITY.issue("other.test"))),
                null,
                false,
                false)),
        route("/", "test/none"));
    assertThat(kind("shop.test", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")).isEqualTo("RSA");
    assertThat(kind("shop.test", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")).isEqualTo("EC");
    assertThat(kind("none.test", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")).isEqualTo("RSA");
  }

  private String kind(String name, String cipher) throws IOException {
    try (Socket plain = RawClient.connect(port);
        SSLSocket socket =
            (SSLSocket)
                AUTHORITY.trusted().getSocketFactory().createSocket(plain, name, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setCipherSuites(new String[] {cipher});
      parameters.setProtocols(new String[] {"TLSv1.2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getPublicKey()
          .getAlgorithm();
    }
  }
}
