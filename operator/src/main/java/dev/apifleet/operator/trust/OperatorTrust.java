package dev.apifleet.operator.trust;

import dev.apifleet.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import org.jboss.logging.Logger;

/** The operator's certificate authority as it is kept in its Secret; made at the first start. */
@Singleton
public class OperatorTrust {
  private static final Logger LOG = Logger.getLogger(OperatorTrust.class);
  private static final String SECRET = "apifleet-ca";
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";

  private final KubernetesClient client;
  private final String namespace;
  private CertificateAuthority authority;

  public OperatorTrust(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.namespace = config.namespace();
  }

  /** The authority; blocks at the first call. */
  public synchronized CertificateAuthority authority() {
    if (authority == null) {
      authority = read(existingOrNew());
    }
    return authority;
  }

  private Secret existingOrNew() {
    Resource<Secret> resource = client.secrets().inNamespace(namespace).withName(SECRET);
    Secret existing = resource.get();
    if (existing != null) {
      return existing;
    }
    try {
      Secret made =
          client
              .resource(secret(CertificateAuthority.create(Clock.systemUTC().instant())))
              .create();
      LOG.infof("made a certificate authority, kept in Secret %s/%s", namespace, SECRET);
      return made;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return resource.require(); // another operator was first: its authority holds
      }
      throw e;
    }
  }

  private Secret secret(CertificateAuthority made) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(SECRET)
        .withNamespace(namespace)
        .addToLabels("app.kubernetes.io/managed-by", "apifleet")
        .endMetadata()
        .withType("kubernetes.io/tls")
        .addToStringData(CERTIFICATE, Pem.of(made.certificate()))
        .addToStringData(KEY, Pem.of(made.key()))
        .build();
  }

  private CertificateAuthority read(Secret secret) {
    try {
      return new CertificateAuthority(
          Pem.certificate(text(secret, CERTIFICATE)), Pem.key(text(secret, KEY)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "Secret %s/%s holds no EC certificate authority; delete it and a new one is made"
              .formatted(namespace, SECRET),
          e);
    }
  }

  private static String text(Secret secret, String key) throws IOException {
    String value = secret.getData() == null ? null : secret.getData().get(key);
    if (value == null) {
      throw new IOException(key + " is missing");
    }
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }
}
