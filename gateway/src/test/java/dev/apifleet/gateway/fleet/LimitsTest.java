package dev.apifleet.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static TestFleet fleet;
  private static Backend backend;

  @BeforeAll
  static void start() {
    fleet = new TestFleet(TestLimits.body(1000), (_, _, _) -> List.of());
    backend = fleet.backend("one");
    backend.behaviour = request -> request.body().onSuccess(b -> request.response().end(b));
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static String ask(String raw) {
    return RawClient.ask(fleet.port, raw);
  }

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }

  @Test
  void bodiesUpToTheLimitPass() {
    HttpResponse<String> answer =
        fleet.send(fleet.request("/").POST(BodyPublishers.ofString("x".repeat(1000))).build());
    assertThat(answer.body()).hasSize(1000);
  }

  @Test
  void anAnnouncedLengthBeyondTheLimitIsRefusedAtOnce() {
    String head = ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
    assertThat(head).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
  }

  @Test
  void aStreamBeyondTheLimitIsRefusedWhileItComes() {
    String head =
        ask(
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"
                + "x".repeat(1001)
                + "\r\n");
    assertThat(head).startsWith("HTTP/1.1 413").contains("application/problem+json");
  }

  @Test
  void longLinesAndHeadersAreRefused() {
    assertThat(ask(get("/" + "x".repeat(9000), ""))).contains(" 414 ", "problem+json");
    assertThat(ask(get("/", "X-A: " + "x".repeat(17_000) + "\r\n")))
        .contains(" 431 ", "problem+json");
  }

  @Test
  void whatIsNotHttpIsRefused() {
    assertThat(ask("GET /\r\n\r\n")).contains(" 400 ", "problem+json");
    assertThat(ask(get("/%zz", ""))).startsWith("HTTP/1.1 400").contains("problem+json");
    assertThat(ask("CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n")).startsWith("HTTP/1.1 400");
  }

  @Test
  void aConnectionServesOnBehindARefusedSmallBody() {
    String refused = "POST /%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
    String next = get("/", "");
    assertThat(ask(refused + next)).startsWith("HTTP/1.1 400").doesNotContain("close");
  }
}
