package dev.apifleet.bench.start;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.ScratchFolder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What an API server does in its training: it brings its schema up to date and serves requests. */
public final class ApiServerTraining {
  private static final int REQUESTS = 500;
  private static final int WRITES = 200;
  private static final int LOGINS = 5;
  private static final String CREDENTIALS =
      "{\"email\":\"user@example.com\",\"password\":\"user123\"}";
  private static final String RESOURCE = "{\"name\":\"pump\",\"status\":\"active\"}";
  private static final String QUERY =
      "{\"query\":\"{ me { name } resources(first: 20) { items { id name owner { name } } } }\"}";

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
      visit(root);
      Trainee.ask(root + "/metrics", 2);
      server.finish();
    }
  }

  /** What clients ask for most, and what costs most when it is asked for the first time. */
  private static void visit(String root) throws IOException, InterruptedException {
    String api = root + "/api/v1";
    String[] token = {"Authorization", "Bearer " + token(api + "/auth/login")};
    String made = Trainee.post(api + "/resources", RESOURCE, WRITES, token);
    Trainee.ask(api + "/status", REQUESTS);
    Trainee.ask(api + "/me", REQUESTS, token);
    Trainee.ask(api + "/resources/" + new JsonObject(made).getLong("id"), REQUESTS);
    Trainee.ask(api + "/resources", REQUESTS, token);
    Trainee.ask(root + "/api/v2/resources?status=active&sort=-updatedAt", REQUESTS, token);
    Trainee.ask(api + "/search?q=pump", WRITES, "X-API-Key", "admin-token-dev");
    Trainee.post(root + "/graphql", QUERY, WRITES, token);
  }

  private static String token(String login) throws IOException, InterruptedException {
    return new JsonObject(Trainee.post(login, CREDENTIALS, LOGINS)).getString("token");
  }
}
