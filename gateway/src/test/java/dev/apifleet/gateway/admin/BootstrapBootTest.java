package dev.apifleet.gateway.admin;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.bootstrap.Chunk;
import dev.apifleet.snapshot.bootstrap.Chunks;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway as it runs in a pod, whose operator is not there but left a snapshot. */
@QuarkusTest
@TestProfile(BootstrapBootTest.Left.class)
class BootstrapBootTest {
  /** One piece in the first of the volumes. */
  public static class Left implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> all = new HashMap<>(new BootTest.NoOperator().getConfigOverrides());
      all.put("operator.bootstrap-folder", written().toString());
      all.put("operator.patience", "1s");
      return all;
    }

    private static Path written() {
      try {
        Path folder = Files.createTempDirectory("bootstrap");
        Path first = Files.createDirectory(folder.resolve("0"));
        Version version = new Version(7, 3, Snapshot.empty().hash());
        Chunk piece = Chunks.of(Delta.full(Snapshot.empty(), version)).orElseThrow().getFirst();
        Files.write(first.resolve(Chunk.LABEL_FILE), piece.label().json());
        Files.write(first.resolve(Chunk.CONTENT_FILE), piece.content());
        return folder;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @TestHTTPResource(value = "/", management = true)
  URI management;

  private HttpResponse<String> get(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(management.resolve(path)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void becomesReadyWithWhatItsOperatorLeft() {
    eventually(Duration.ofSeconds(20), () -> get("/health/ready").statusCode() == 200);
    assertThat(new JsonObject(get("/config").body()).getString("version")).startsWith("7.3");
  }
}
