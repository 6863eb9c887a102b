package dev.apifleet.bench.start;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What an API server does in its training: it brings its schema up to date and serves requests. */
public final class ApiServerTraining {
  private static final int REQUESTS = 1_000;

  private ApiServerTraining() {}

  /**
   * Takes the API server's jar and the file to remember in; Redis and PostgreSQL are on this
   * machine, the latter with a database and a user apifleet that need no password.
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      run(Path.of(arguments[0]), Path.of(arguments[1]), scratch.path());
    }
    System.exit(0);
  }

  private static void run(Path jar, Path cache, Path folder)
      throws IOException, InterruptedException {
    int port = Ports.free();
    Map<String, String> environment =
        Map.of(
            "JAVA_TOOL_OPTIONS",
            ServerJvm.OPTIONS,
            "QUARKUS_HTTP_PORT",
            String.valueOf(port),
            "DEMO",
            "true");
    try (Trainee server = new Trainee(jar, cache, folder.resolve("api.log"), environment)) {
      String root = "http://127.0.0.1:" + port;
      server.awaitReady(root + "/health/ready");
      Trainee.ask(root + "/api/v1/status", REQUESTS);
      Trainee.ask(root + "/api/v1/resources", REQUESTS);
      Trainee.post(
          root + "/api/v1/auth/login", "{\"email\":\"user@example.com\",\"password\":\"user123\"}");
      Trainee.ask(root + "/metrics", 2);
      server.finish();
    }
  }
}
