package dev.apifleet.operator.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * The Kubernetes API as a console user may use it: every call carries that user's token.
 *
 * <p>It is no Kubernetes client on purpose. Such a client falls back on the operator's own
 * credentials, as its certificate or, after a 401, its service account; this one has none.
 */
@Singleton
public final class KubeApi {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final long LARGEST_ANSWER = 64L << 20;

  private final URI root;
  private final HttpClient http;
  private final ObjectMapper json;

  @Inject
  KubeApi(KubernetesClient client, ObjectMapper json) {
    this(URI.create(client.getMasterUrl().toString()), trusting(client.getConfiguration()), json);
  }

  KubeApi(URI root, SSLContext trust, ObjectMapper json) {
    this.root = root;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            .sslContext(trust)
            .connectTimeout(PATIENCE)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  CompletableFuture<KubeAnswer> get(String path, String token) {
    return send(request(path, token).GET().build());
  }

  CompletableFuture<KubeAnswer> post(String path, String body, String token) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(root.resolve(path))
        .timeout(PATIENCE)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private CompletableFuture<KubeAnswer> send(HttpRequest request) {
    return http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER))
        .thenApply(this::answer)
        .exceptionally(KubeApi::unanswered);
  }

  private KubeAnswer answer(HttpResponse<byte[]> response) {
    return switch (response.statusCode()) {
      case 200, 201 -> parse(response.body());
      case 401 -> new KubeAnswer.Unauthorized();
      case 403 -> new KubeAnswer.Forbidden();
      default ->
          new KubeAnswer.Failed(
              "The Kubernetes API answered with status " + response.statusCode() + ".");
    };
  }

  private KubeAnswer parse(byte[] body) {
    try {
      return new KubeAnswer.Ok(json.readTree(body));
    } catch (IOException e) {
      return new KubeAnswer.Failed("The Kubernetes API answered with something other than JSON.");
    }
  }

  private static KubeAnswer unanswered(Throwable cause) {
    return new KubeAnswer.Failed(
        "The Kubernetes API did not answer, or with more than 64 MiB; try again.");
  }

  /** Trusts the cluster's CA and shows no certificate of its own. */
  private static SSLContext trusting(Config config) {
    try {
      return SSLUtils.sslContext(new KeyManager[0], SSLUtils.trustManagers(config));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the CA of the Kubernetes API cannot be read", e);
    }
  }
}
