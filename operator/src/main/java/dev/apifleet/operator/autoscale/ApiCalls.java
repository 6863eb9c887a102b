package dev.apifleet.operator.autoscale;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plain calls of the Kubernetes API, for what the client has no words for; they block. */
final class ApiCalls {
  private static final int SECONDS = 10;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** The answer on a path below the API server's root; empty: there is no such thing. */
  interface Call {
    Optional<String> on(String path);
  }

  /** The API server refused, failed or did not answer; the message says which. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean forbidden;

    Failed(String message) {
      this(message, false);
    }

    private Failed(String message, boolean forbidden) {
      super(message);
      this.forbidden = forbidden;
    }

    /** Whether the operator has no right to do it. */
    boolean isForbidden() {
      return forbidden;
    }
  }

  private final KubernetesClient client;

  ApiCalls(KubernetesClient client) {
    this.client = client;
  }

  Optional<String> get(String path) {
    return send(request(path).build());
  }

  Optional<String> patch(String path, String mergePatch) {
    return send(request(path).patch("application/merge-patch+json", mergePatch).build());
  }

  private HttpRequest.Builder request(String path) {
    URI root = URI.create(client.getMasterUrl().toString());
    return client.getHttpClient().newHttpRequestBuilder().uri(root.resolve(path));
  }

  private Optional<String> send(HttpRequest request) {
    HttpResponse<String> response = await(request);
    if (response.code() == NOT_FOUND) {
      return Optional.empty();
    }
    if (!response.isSuccessful()) {
      throw new Failed(
          "the API server answered %d to %s".formatted(response.code(), of(request)),
          response.code() == FORBIDDEN);
    }
    return Optional.ofNullable(response.body());
  }

  private HttpResponse<String> await(HttpRequest request) {
    try {
      return client.getHttpClient().sendAsync(request, String.class).get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted while calling " + of(request));
    } catch (ExecutionException | TimeoutException e) {
      throw new Failed("the API server did not answer to " + of(request));
    }
  }

  private static String of(HttpRequest request) {
    return request.method() + " " + request.uri().getPath();
  }
}
