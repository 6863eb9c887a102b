package dev.apifleet.bench.race;

import dev.apifleet.bench.Command;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A self-signed server certificate made by the JDK's keytool.
 *
 * @param store with key and certificate
 * @param pem the certificate, for those who are to trust it
 */
record Certificate(Path store, Path pem) {
  private static final String PASSWORD = "of-a-bench";

  static Certificate of(String dnsName, Path folder) {
    Certificate certificate =
        new Certificate(folder.resolve(dnsName + ".p12"), folder.resolve(dnsName + ".pem"));
    certificate.keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=" + dnsName,
        "-ext",
        "SAN=dns:" + dnsName);
    certificate.keytool("-exportcert", "-rfc", "-file", certificate.pem.toString());
    return certificate;
  }

  private void keytool(String... words) {
    List<String> command = new ArrayList<>(List.of(Jvm.home("keytool")));
    command.addAll(List.of(words));
    command.addAll(
        List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-alias", "server"));
    Command.run(command);
  }

  PfxOptions keys() {
    return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
  }
}
