package dev.apifleet.bench.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is not answered by 200 is told as lost, and its time counts for nothing. */
class FirstsTest {
  private final Firsts firsts = new Firsts();

  @Test
  void tellsWhatWasLost() throws Exception {
    Queue<Integer> codes = new ArrayDeque<>(List.of(200, 503));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "later".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(codes.remove(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    HttpRequest request = Askers.get(uri(server));
    firsts.ask(request);
    firsts.ask(request);
    server.stop(0);
    firsts.ask(request);

    assertThat(firsts.row()).element(2).isEqualTo(1);
    assertThat(firsts.row()).element(3).isEqualTo(2);
    assertThat(firsts.losses()).hasSize(2).first().isEqualTo("from zero: 503 later");
  }

  @Test
  void saysNoTimeWhereNothingWasAnswered() {
    assertThat(firsts.row()).endsWith("–", 0, 0);
  }

  private static URI uri(HttpServer server) {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://%s:%d/".formatted(address.getHostString(), address.getPort()));
  }
}
