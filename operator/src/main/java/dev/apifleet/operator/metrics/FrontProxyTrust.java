package dev.apifleet.operator.metrics;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Believes certificates of the front proxy's authority alone, whichever that is by now. */
final class FrontProxyTrust implements X509TrustManager {
  private volatile FrontProxy proxy = FrontProxy.NONE;
  private volatile X509TrustManager current;

  FrontProxy proxy() {
    return proxy;
  }

  void use(FrontProxy next) {
    current = next.roots().isEmpty() ? null : manager(next.roots());
    proxy = next;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    X509TrustManager manager = current;
    if (manager == null) {
      throw new CertificateException("no front proxy is known");
    }
    manager.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return proxy.roots().toArray(X509Certificate[]::new);
  }

  private static X509TrustManager manager(List<X509Certificate> roots) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root-" + i, roots.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Stream.of(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException("cannot trust the front proxy's authority", e);
    }
  }
}
