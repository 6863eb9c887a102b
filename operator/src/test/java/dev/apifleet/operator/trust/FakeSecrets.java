package dev.apifleet.operator.trust;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An API server that has one Secret at most, and refuses to write over what it was not read as. */
final class FakeSecrets implements AutoCloseable {
  private final HttpServer server;
  final KubernetesClient client;
  private long version;
  Secret secret;
  int writes;

  /** What happens between a read and the next write. */
  Runnable beforeWrite = () -> {};

  FakeSecrets() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  /** As somebody with kubectl would. */
  void annotate(String key) {
    store(
        new SecretBuilder(secret)
            .editMetadata()
            .addToAnnotations(key, "now")
            .endMetadata()
            .build());
  }

  void store(Secret next) {
    version++;
    secret =
        new SecretBuilder(next)
            .editMetadata()
            .withResourceVersion(String.valueOf(version))
            .endMetadata()
            .build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Secret sent =
        exchange.getRequestMethod().equals("GET")
            ? null
            : Serialization.unmarshal(exchange.getRequestBody(), Secret.class);
    if (sent != null) {
      Runnable before = beforeWrite;
      beforeWrite = () -> {};
      before.run();
    }
    switch (exchange.getRequestMethod()) {
      case "GET" -> send(exchange, secret == null ? 404 : 200);
      case "POST" -> write(exchange, sent, secret == null);
      case "PUT" -> write(exchange, sent, secret != null && isLatest(sent));
      default -> send(exchange, 405);
    }
  }

  private boolean isLatest(Secret sent) {
    return secret
        .getMetadata()
        .getResourceVersion()
        .equals(sent.getMetadata().getResourceVersion());
  }

  private void write(HttpExchange exchange, Secret sent, boolean allowed) throws IOException {
    if (allowed) {
      writes++;
      store(sent);
    }
    send(exchange, allowed ? 200 : 409);
  }

  private void send(HttpExchange exchange, int code) throws IOException {
    Object body = code == 200 ? secret : new StatusBuilder().withCode(code).build();
    byte[] json = Serialization.asJson(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
