package dev.apifleet.apiserver.health;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The server as it is shipped, as a process of its own. */
final class ServerProcess implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path log;
  private final Process process;
  private final int port;

  ServerProcess(String name, Map<String, String> settings) throws IOException {
    port = freePort();
    log = Path.of("target", name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/quarkus-app/quarkus-run.jar")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(settings);
    builder.environment().put("HOSTNAME", name);
    builder.environment().put("QUARKUS_HTTP_PORT", "" + port);
    builder.environment().put("QUARKUS_SHUTDOWN_DELAY", "2S");
    process = builder.start();
  }

  ServerProcess awaitReady() {
    await().atMost(Duration.ofSeconds(90)).until(() -> get("/health/ready", Map.of()) == 200);
    return this;
  }

  Process process() {
    return process;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** The status; 0 where nobody answers. */
  int get(String path, Map<String, String> headers) {
    try {
      return send("GET", path, null, headers).statusCode();
    } catch (IllegalStateException away) {
      return 0;
    }
  }

  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(uri("http", path)).timeout(Duration.ofSeconds(20));
    headers.forEach(request::header);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The lines of a stream as they come; complete at its end. */
  Heard events(String query, Map<String, String> headers) throws Exception {
    var request = HttpRequest.newBuilder(uri("http", "/api/v1/events" + query));
    headers.forEach(request::header);
    var response = client.send(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("answered " + response.statusCode());
    }
    Heard heard = new Heard();
    Thread.ofVirtual()
        .start(
            () -> {
              try (var lines =
                  new BufferedReader(
                      new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(heard.lines::add);
              } catch (Exception broken) {
                heard.lines.add("broken");
              } finally {
                heard.over = true;
              }
            });
    await().until(() -> !heard.lines.isEmpty());
    return heard;
  }

  Heard socket(String path, String protocol, String... first) {
    Heard heard = new Heard();
    var builder = client.newWebSocketBuilder();
    if (protocol != null) {
      builder.subprotocols(protocol);
    }
    WebSocket socket = builder.buildAsync(uri("ws", path), heard).join();
    for (String text : first) {
      socket.sendText(text, true).join();
    }
    await().until(() -> !heard.lines.isEmpty());
    return heard;
  }

  /** What a client of a stream hears, until it is over. */
  static final class Heard implements WebSocket.Listener {
    final List<String> lines = new CopyOnWriteArrayList<>();
    volatile boolean over;
    volatile int closedWith;

    boolean said(String part) {
      return lines.stream().anyMatch(line -> line.contains(part));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      lines.add(text.toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closedWith = code;
      over = true;
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      lines.add("broken");
      over = true;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
