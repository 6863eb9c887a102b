package dev.apifleet.bench.start;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.ScratchFolder;
import dev.apifleet.bench.race.Jvm;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.Operator;
import dev.apifleet.bench.race.Resources;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A run of a gateway of which its JVM remembers which classes it needs and which methods are hot,
 * for those that start later: it finds Redis, gets a snapshot from an operator and serves requests.
 */
public final class Training {
  private static final int PATIENCE_SECONDS = 180;
  private static final String LOG = "gateway.log";
  private static final String BODY = "x".repeat(128);

  private Training() {}

  /**
   * Takes the gateway's jar, the file to remember in, how many requests to serve, and where Redis
   * is.
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    run(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
    System.exit(0);
  }

  static void run(Path jar, Path cache, int requests, String redis)
      throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      run(jar, cache, requests, redis, scratch.path());
    }
  }

  private static void run(Path jar, Path cache, int requests, String redis, Path folder)
      throws IOException, InterruptedException {
    int port = Ports.free();
    int management = Ports.free();
    Vertx vertx = Vertx.vertx();
    String yaml = Manifests.proxy(port, backend(vertx));
    try (Operator operator = new Operator(folder, Resources.translate(yaml))) {
      Map<String, String> environment = new HashMap<>(Jvm.environment());
      environment.putAll(operator.environment(management));
      environment.put("QUARKUS_REDIS_HOSTS", redis);
      Process gateway = start(jar, cache, folder.resolve(LOG), environment);
      try {
        operator.awaitAck(gateway::isAlive);
        ask("http://127.0.0.1:" + port + "/api/training", requests);
        ask("http://127.0.0.1:" + management + "/health/ready", 2);
        ask("http://127.0.0.1:" + management + "/metrics", 2);
      } finally {
        end(gateway);
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException(Files.readString(folder.resolve(LOG)));
    }
  }

  private static int backend(Vertx vertx) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end(BODY))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private static Process start(Path jar, Path cache, Path log, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Jvm.home("java"), "-XX:AOTCacheOutput=" + cache, "-jar", jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void ask(String url, int times) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).version(HttpClient.Version.HTTP_1_1).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < times; i++) {
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          throw new IllegalStateException(url + " answers " + status);
        }
      }
    }
  }

  /** It writes the file as it ends. */
  private static void end(Process gateway) throws InterruptedException {
    gateway.destroy();
    if (!gateway.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      gateway.destroyForcibly();
      throw new IllegalStateException("the gateway did not end within its time");
    }
  }
}
