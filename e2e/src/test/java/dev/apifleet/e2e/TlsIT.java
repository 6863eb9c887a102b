package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
  @TempDir static Path folder;

  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());

  @AfterEach
  void plainAgain() {
    resources.patchFleet(
        "{\"spec\":{\"listeners\":[{\"name\":\"http\",\"port\":8080,\"nodePort\":30080}]}}");
    resources.awaitProgrammed("GatewayFleet", Cluster.SYSTEM, "default");
  }

  @Test
  void aListenerShowsTheCertificateOfTheNameAndTakesANewOne()
      throws IOException, GeneralSecurityException {
    secret("shop-cert", "shop.example");
    secret("news-cert", "news.example");
    List<String> pods = gateways();
    resources.patchFleet(
        """
        {"spec":{"listeners":[
          {"name":"http","port":8080,"nodePort":30080},
          {"name":"https","port":8443,"nodePort":30443,"protocol":"HTTPS",
           "tls":{"certificateRefs":[{"name":"shop-cert"},{"name":"news-cert"}]}}]}}
        """);
    resources.awaitProgrammed("GatewayFleet", Cluster.SYSTEM, "default");
    await("the node to know the Service's new port")
        .ignoreException(IOException.class)
        .until(() -> shown("shop.example") != null);
    assertThat(shownByAll("shop.example")).allMatch(subject -> subject.contains("CN=shop.example"));
    assertThat(shownByAll("news.example")).allMatch(subject -> subject.contains("CN=news.example"));
    assertThat(shownByAll("other.example"))
        .allMatch(subject -> subject.contains("CN=shop.example"));

    secret("news-cert", "news.example/O=renewed");
    await("the new certificate")
        .atMost(Duration.ofMinutes(3))
        .until(() -> shownByAll("news.example").stream().allMatch(s -> s.contains("O=renewed")));
    assertThat(gateways())
        .as("no pod was replaced for it")
        .containsExactlyInAnyOrderElementsOf(pods);
  }

  private List<String> gateways() {
    return resources.readyPods(Cluster.SYSTEM, "gateway").stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  /** Often enough that each gateway has its turn. */
  private List<String> shownByAll(String name) throws IOException, GeneralSecurityException {
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      subjects.add(shown(name));
    }
    return subjects;
  }

  /** A certificate for the name, signed by itself. */
  private void secret(String name, String subject) {
    Path key = folder.resolve(name + ".key");
    Path certificate = folder.resolve(name + ".crt");
    openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + subject,
        "-addext",
        "subjectAltName=DNS:" + subject.split("/")[0],
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    resources.apply(
        """
        apiVersion: v1
        kind: Secret
        type: kubernetes.io/tls
        metadata: {name: %s}
        stringData:
          tls.crt: |
        %s
          tls.key: |
        %s
        """
            .formatted(name, read(certificate).indent(4), read(key).indent(4)),
        Cluster.SYSTEM);
  }

  private static void openssl(String... arguments) {
    try {
      List<String> command = new java.util.ArrayList<>(List.of("openssl"));
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).as(said).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The subject of the certificate that a client which asks for this name is shown. */
  private String shown(String name) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Curious()}, null);
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress("127.0.0.1", cluster.tlsPort()), 2_000);
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, name, cluster.tlsPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }

  /** Looks at any certificate. */
  private static final class Curious extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
