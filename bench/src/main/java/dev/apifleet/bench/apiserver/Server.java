package dev.apifleet.bench.apiserver;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.PostgresServer;
import dev.apifleet.bench.RedisServer;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Jvm;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.start.ServerJvm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * An API server as the chart runs it, with a CPU to itself. PostgreSQL and Redis are on the other
 * CPU, beside the load.
 */
final class Server implements AutoCloseable {
  static final Path JAR = Path.of("api-server", "target", "quarkus-app", "quarkus-run.jar");

  /** What the chart allows a pod. */
  private static final String MEMORY = "-XX:MaxRAM=512m";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final RedisServer redis = RedisServer.start().on(Cpus.OTHERS);
  private final PostgresServer postgres = PostgresServer.start(Cpus.OTHERS);
  private final Pinned process;

  /** Starts it with so many resources; returns when it is ready. */
  Server(Path folder, int resources) throws IOException, InterruptedException {
    process =
        Pinned.start(
            Cpus.TESTED,
            folder.resolve("api-server.log"),
            environment(resources),
            List.of(Jvm.home("java"), MEMORY, "-jar", JAR.toAbsolutePath().toString()));
    try {
      awaitReady();
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  static boolean isBuilt() {
    return Files.exists(JAR);
  }

  private Map<String, String> environment(int resources) {
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        ServerJvm.OPTIONS,
        "QUARKUS_HTTP_PORT",
        "" + port,
        "DB_PORT",
        "" + postgres.port(),
        "REDIS_URL",
        redis.uri(),
        "DEMO",
        "true",
        "SEED_RESOURCES",
        "" + resources);
  }

  int port() {
    return port;
  }

  Pinned process() {
    return process;
  }

  PostgresServer postgres() {
    return postgres;
  }

  String token(String email, String password) {
    JsonObject credentials = new JsonObject().put("email", email).put("password", password);
    HttpResponse<String> answer = post("/api/v1/auth/login", "", credentials.encode());
    return new JsonObject(answer.body()).getString("token");
  }

  HttpResponse<String> post(String path, String token, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = send(request.build());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(request.uri() + ": " + e, e);
    }
  }

  private void awaitReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("The API server says: " + process.lastWords());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean isReady() {
    try {
      return send(HttpRequest.newBuilder(uri("/health/ready")).build()).statusCode() == 200;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.close();
    postgres.close();
    redis.close();
  }
}
