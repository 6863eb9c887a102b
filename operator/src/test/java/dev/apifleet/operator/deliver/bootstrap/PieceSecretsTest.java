package dev.apifleet.operator.deliver.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.TestConfig;
import dev.apifleet.snapshot.Sha256;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.bootstrap.Chunk;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PieceSecretsTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final Chunk PIECE =
      new Chunk(new Chunk.Label(new Version(1, 1, "h"), 0, 1, Sha256.of(CONTENT)), CONTENT);

  @Test
  void onlyWhatBelongsToThisVeryFleetIsKeptOfIt() {
    assertThat(PieceSecrets.place(secret("f1", CONTENT), fleet()).piece()).contains(PIECE);
    Place ofAnEarlierOne = PieceSecrets.place(secret("f0", CONTENT), fleet());
    assertThat(ofAnEarlierOne.piece()).isEmpty();
    assertThat(ofAnEarlierOne.taken()).isTrue();
    assertThat(ofAnEarlierOne.resourceVersion()).isEqualTo("7");
  }

  @Test
  void whatIsDamagedIsNotKept() {
    Place damaged = PieceSecrets.place(secret("f1", new byte[] {1, 2}), fleet());
    assertThat(damaged.piece()).isEmpty();
    assertThat(damaged.taken()).isTrue();
  }

  /** Kubernetes refuses what names another version than the Secret has. */
  @Test
  void aWriteNamesWhatItFound() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer kubernetes = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    kubernetes.createContext("/", exchange -> answer(exchange, asked));
    kubernetes.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + kubernetes.getAddress().getPort())
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      PieceSecrets store = new PieceSecrets(client, new TestConfig());
      store.put(fleet(), 0, Optional.of(new Place("7", true, Optional.empty())), PIECE);
      store.put(fleet(), 1, Optional.empty(), PIECE);
    } finally {
      kubernetes.stop(0);
    }
    assertThat(asked).hasSize(3);
    assertThat(asked.get(0)).startsWith("PATCH").contains("\"resourceVersion\":\"7\"");
    assertThat(asked.get(1)).startsWith("POST").doesNotContain(Chunk.CONTENT_FILE + "\":");
    assertThat(asked.get(2)).startsWith("PATCH").contains("\"resourceVersion\":\"41\"");
  }

  private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
    asked.add(
        exchange.getRequestMethod() + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    byte[] made =
        "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"x\",\"resourceVersion\":\"41\"}}"
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, made.length);
    exchange.getResponseBody().write(made);
    exchange.close();
  }

  private static GatewayFleet fleet() {
    GatewayFleet fleet = new GatewayFleet();
    fleet.setMetadata(
        new ObjectMetaBuilder().withName("edge").withNamespace("default").withUid("f1").build());
    return fleet;
  }

  private static Secret secret(String owner, byte[] content) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("edge-gateway-bootstrap-0")
        .withResourceVersion("7")
        .addNewOwnerReference()
        .withUid(owner)
        .endOwnerReference()
        .endMetadata()
        .addToData(Chunk.LABEL_FILE, Base64.getEncoder().encodeToString(PIECE.label().json()))
        .addToData(Chunk.CONTENT_FILE, Base64.getEncoder().encodeToString(content))
        .build();
  }
}
