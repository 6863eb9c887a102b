package dev.apifleet.operator.trust;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The Secret in which the operator's authorities are kept; of two who write, one is refused. */
final class AuthoritySecret {
  static final String NAME = "apifleet-ca";

  /** Whoever sets this annotation wants a new authority; it goes when there is one. */
  static final String ROTATE = "apifleet.dev/rotate";

  private static final Logger LOG = Logger.getLogger(AuthoritySecret.class);

  private final KubernetesClient client;
  private final String namespace;

  AuthoritySecret(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** What was read, and how it was found. */
  static final class Found {
    private final Secret secret;
    final Succession<CertificateAuthority> state;

    private Found(Secret secret, Succession<CertificateAuthority> state) {
      this.secret = secret;
      this.state = state;
    }

    boolean asksForNew() {
      Map<String, String> annotations = secret.getMetadata().getAnnotations();
      return annotations != null && annotations.containsKey(ROTATE);
    }
  }

  Optional<Found> read() {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(NAME).get())
        .map(this::found);
  }

  /** What is there; the first authority, made now, where nothing is. */
  Found readOrMake(Instant now) {
    return read()
        .orElseGet(
            () ->
                make(Succession.of(CertificateAuthority.create(now))).or(this::read).orElseThrow());
  }

  /** Creates the Secret; empty when another operator was first: its authority holds. */
  Optional<Found> make(Succession<CertificateAuthority> state) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(namespace)
            .addToLabels("app.kubernetes.io/managed-by", "apifleet")
            .endMetadata()
            .withType("kubernetes.io/tls")
            .withData(AuthorityData.of(state))
            .build();
    try {
      Secret made = client.resource(secret).create();
      LOG.infof("made a certificate authority, kept in Secret %s/%s", namespace, NAME);
      return Optional.of(new Found(made, state));
    } catch (KubernetesClientException e) {
      return conflict(e);
    }
  }

  /** Writes the next state in place of what was found; empty when that was not the latest. */
  Optional<Found> write(Found found, Succession<CertificateAuthority> next, boolean granted) {
    SecretBuilder secret = new SecretBuilder(found.secret).withData(AuthorityData.of(next));
    if (granted) {
      secret.editMetadata().removeFromAnnotations(ROTATE).endMetadata();
    }
    try {
      return Optional.of(new Found(client.resource(secret.build()).update(), next));
    } catch (KubernetesClientException e) {
      return conflict(e);
    }
  }

  private static Optional<Found> conflict(KubernetesClientException e) {
    if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
      return Optional.empty();
    }
    throw e;
  }

  private Found found(Secret secret) {
    try {
      Map<String, String> data = secret.getData();
      return new Found(secret, AuthorityData.read(data == null ? Map.of() : data));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "Secret %s/%s holds no certificate authority of the operator (%s); delete it and a new one is made"
              .formatted(namespace, NAME, e.getMessage()),
          e);
    }
  }
}
