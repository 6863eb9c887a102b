package dev.apifleet.bench.start;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.ScratchFolder;
import dev.apifleet.bench.race.Jvm;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.Operator;
import dev.apifleet.bench.race.Resources;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a gateway does in its training: it finds Redis, gets a snapshot from an operator and serves
 * requests.
 */
public final class Training {
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
      try (Trainee gateway = new Trainee(jar, cache, folder.resolve("gateway.log"), environment)) {
        operator.awaitAck(gateway::isAlive);
        Trainee.ask("http://127.0.0.1:" + port + "/api/training", requests);
        Trainee.ask("http://127.0.0.1:" + management + "/health/ready", 2);
        Trainee.ask("http://127.0.0.1:" + management + "/metrics", 2);
        gateway.finish();
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
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
}
