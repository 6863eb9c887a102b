package dev.apifleet.gateway.transport;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Chooses a certificate: for a server by the name that the client asks for (RFC 6066), exact before
 * wildcard (RFC 6125, 6.4.3) before the first; a client shows its first. Of several for the same
 * name the kind of key decides.
 */
final class KeyChoice extends X509ExtendedKeyManager {
  private final List<CertifiedKey> keys;
  private final Map<String, int[]> byName = new HashMap<>();
  private final int[] others;

  KeyChoice(List<CertifiedKey> keys) {
    this.keys = List.copyOf(keys);
    IntStream.range(0, keys.size())
        .forEach(
            i -> keys.get(i).names().forEach(name -> byName.merge(name, one(i), KeyChoice::both)));
    this.others = keys.isEmpty() ? new int[0] : likeTheFirst();
  }

  private int[] likeTheFirst() {
    List<String> names = keys.getFirst().names();
    return names.isEmpty() ? one(0) : byName.get(names.getFirst());
  }

  private static int[] one(int index) {
    return new int[] {index};
  }

  private static int[] both(int[] some, int[] more) {
    return IntStream.concat(IntStream.of(some), IntStream.of(more)).distinct().toArray();
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    ExtendedSSLSession session = (ExtendedSSLSession) engine.getHandshakeSession();
    return alias(keyType, candidates(session.getRequestedServerNames()));
  }

  private int[] candidates(List<SNIServerName> asked) {
    for (SNIServerName each : asked) {
      if (each instanceof SNIHostName host) {
        String name = host.getAsciiName().toLowerCase(Locale.ROOT);
        int[] exact = byName.get(name);
        return exact != null ? exact : byName.getOrDefault(wildcard(name), others);
      }
    }
    return others;
  }

  private static String wildcard(String name) {
    return "*" + name.substring(Math.max(0, name.indexOf('.')));
  }

  private String alias(String keyType, int[] candidates) {
    for (int candidate : candidates) {
      if (keys.get(candidate).key().getAlgorithm().equals(keyType)) {
        return Integer.toString(candidate);
      }
    }
    return null;
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return List.of(keyTypes).contains(keys.getFirst().key().getAlgorithm()) ? "0" : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys.get(Integer.parseInt(alias)).key();
  }

  /** Connections here have engines, no sockets. */
  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null;
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return null;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }
}
