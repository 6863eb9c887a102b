package dev.apifleet.apiserver.requestlog;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector.AnnotatedAndMatchesType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real OpenSearch node, in a process of its own that a test can end and start again. */
public final class SearchNode implements QuarkusTestResourceLifecycleManager {

  /** Marks the test's field for the node. */
  @Retention(RetentionPolicy.RUNTIME)
  public @interface ToSearchNode {}

  private static final Path MODULE = Path.of("search-node", "target");

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = freePort();
  private Path folder;
  private Process process;

  @Override
  public Map<String, String> start() {
    begin();
    return Map.of(
        "ELASTICSEARCH_URL",
        "http://127.0.0.1:" + port,
        "apiserver.request-log.longest-pause",
        "PT1S");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        this, new AnnotatedAndMatchesType(ToSearchNode.class, SearchNode.class));
  }

  @Override
  public void stop() {
    end();
  }

  /** Starts it, empty if it never ran before. */
  void begin() {
    try {
      folder =
          folder == null ? Files.createTempDirectory(Path.of("target"), "search-node") : folder;
      process =
          new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log()).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(this::answers);
  }

  void end() {
    process.destroy();
    process.onExit().join();
  }

  String get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  String post(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private String send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("The search node ended; see " + log().file());
    }
    return get("/_cluster/health").contains("\"status\":\"green\"")
        || get("/_cluster/health").contains("\"status\":\"yellow\"");
  }

  private ProcessBuilder.Redirect log() {
    return ProcessBuilder.Redirect.appendTo(folder.resolve("console.log").toFile());
  }

  private String[] command() throws IOException {
    Path classPath = MODULE.resolve("class-path");
    if (!Files.exists(classPath)) {
      throw new IllegalStateException(
          "Build the search node first: ./mvnw process-classes -pl api-server/search-node");
    }
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Xmx512m",
      "-XX:TieredStopAtLevel=1",
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-cp",
      MODULE.resolve("classes") + ":" + Files.readString(classPath).strip(),
      "dev.apifleet.searchnode.SearchNode",
      folder.toString(),
      "" + port
    };
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
