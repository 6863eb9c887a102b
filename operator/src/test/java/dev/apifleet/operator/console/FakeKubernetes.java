package dev.apifleet.operator.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * An API server that knows who may see what, and remembers which token came with each call. The
 * operator itself has the token {@code operator-token}.
 */
public final class FakeKubernetes implements QuarkusTestResourceLifecycleManager {
  static final String OPERATOR_TOKEN = "operator-token";

  /** Kinds that the bearer of a token may list. */
  static final Map<String, List<String>> RIGHTS = new ConcurrentHashMap<>();

  static final Map<String, String> LISTS = new ConcurrentHashMap<>();
  static final List<String> CALLS = new CopyOnWriteArrayList<>();

  private HttpServer server;

  @Override
  public Map<String, String> start() {
    server = start(this::answer);
    return Map.of(
        "quarkus.kubernetes-client.api-server-url",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/",
        "quarkus.kubernetes-client.token",
        OPERATOR_TOKEN);
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static HttpServer start(Answer answer) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", answer::to);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String token = authorization == null ? "" : authorization.replace("Bearer ", "");
    CALLS.add(token + " " + exchange.getRequestMethod() + " " + path);
    List<String> rights = RIGHTS.get(token);
    if (rights == null) {
      send(exchange, 401, "{\"kind\":\"Status\",\"code\":401}");
    } else if (path.endsWith("/selfsubjectreviews")) {
      send(exchange, 201, "{\"kind\":\"SelfSubjectReview\"}");
    } else {
      list(exchange, path.substring(path.lastIndexOf('/') + 1), rights);
    }
  }

  private static void list(HttpExchange exchange, String plural, List<String> rights)
      throws IOException {
    if (rights.contains(plural)) {
      send(exchange, 200, "{\"items\":[" + LISTS.getOrDefault(plural, "") + "]}");
    } else {
      send(exchange, 403, "{\"kind\":\"Status\",\"code\":403}");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
