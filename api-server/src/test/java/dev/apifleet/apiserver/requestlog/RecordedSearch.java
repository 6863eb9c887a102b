package dev.apifleet.apiserver.requestlog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;

/** A server that gives recorded answers of the bulk API, one after the other. */
final class RecordedSearch implements AutoCloseable {

  private final HttpServer server;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Recorded> seen = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body) {}

  /** A request as it came. */
  record Recorded(String call, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.containsKey(name) ? headers.get(name).getFirst() : null;
    }
  }

  RecordedSearch() {
    this(Optional.empty());
  }

  /** Over TLS where a context is given. */
  RecordedSearch(Optional<SSLContext> tls) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (tls.isPresent()) {
        HttpsServer secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        server = secure;
      } else {
        server = HttpServer.create(address, 0);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  RecordedSearch answers(int status, String body) {
    answers.add(new Answer(status, body));
    return this;
  }

  List<Recorded> seen() {
    return seen;
  }

  List<String> calls() {
    return seen.stream().map(Recorded::call).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange;
        GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      seen.add(new Recorded(call, Map.copyOf(exchange.getRequestHeaders()), text));
      Answer answer = answers.remove();
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
