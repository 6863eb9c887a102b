package dev.apifleet.apiserver.requestlog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and the certificate that it signed itself, made by the JDK's own tool. */
record Certificate(Path store, Path pem) {

  private static final String PASSWORD = "changeit";

  /** For this machine's own address. */
  static Certificate make(Path folder, String name) throws IOException, InterruptedException {
    Certificate made =
        new Certificate(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
    String names = "-ext san=ip:127.0.0.1,dns:localhost";
    made.keytool("-genkeypair -alias a -keyalg RSA -validity 2 -dname CN=" + name + " " + names);
    made.keytool("-exportcert -rfc -alias a -file " + made.pem);
    return made;
  }

  SSLContext context() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, PASSWORD.toCharArray());
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(String words) throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String all = tool + " " + words + " -keystore " + store + " -storepass " + PASSWORD;
    Process process = new ProcessBuilder(all.split(" ")).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + words);
    }
  }
}
