package dev.apifleet.gateway.fleet;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A self-signed server certificate made by the JDK's keytool.
 *
 * @param store with key and certificate
 * @param pem the certificate, for those who are to trust it
 */
public record Certificate(Path store, Path pem) {
  private static final String PASSWORD = "of-a-test";

  public static Certificate of(String dnsName, Path folder) {
    String file = UUID.randomUUID().toString();
    Path store = folder.resolve(file + ".p12");
    Path pem = folder.resolve(file + ".pem");
    List<String> access =
        List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-alias", "server");
    keytool(
        access,
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + dnsName,
            "-ext",
            "SAN=dns:" + dnsName));
    keytool(access, List.of("-exportcert", "-rfc", "-file", pem.toString()));
    return new Certificate(store, pem);
  }

  private static void keytool(List<String> access, List<String> command) {
    List<String> all = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    all.addAll(command);
    all.addAll(access);
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("keytool did not run", e);
    }
  }

  public PfxOptions keys() {
    return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
  }

  /** Puts this certificate where a gateway reads whom to trust. */
  public void trustIn(Path caFile) {
    try {
      Files.copy(pem, caFile, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
