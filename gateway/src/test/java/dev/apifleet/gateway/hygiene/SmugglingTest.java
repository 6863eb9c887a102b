package dev.apifleet.gateway.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request hides within another: what could be read in two ways is refused. */
class SmugglingTest {
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final List<String> ARRIVED = new CopyOnWriteArrayList<>();

  private static TestFleet fleet;

  @BeforeAll
  static void start() {
    fleet = new TestFleet();
    Backend backend = fleet.backend("one");
    backend.behaviour =
        request -> {
          ARRIVED.add(request.path());
          request.body().onSuccess(body -> request.response().end(body));
        };
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @BeforeEach
  void forget() {
    ARRIVED.clear();
  }

  /** All that comes back until the connection is closed. */
  private static String askUntilClosed(String request) {
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String escaped) {
    return escaped
        .replace("|", "\r\n")
        .replace("~", "\t")
        .replace("{LF}", "\n")
        .replace("{CR}", "\r")
        .replace("{NUL}", "\0")
        .replace("{VT}", "\u000b");
  }

  private void refused(String request) {
    String answer = askUntilClosed(request + HIDDEN);
    assertThat(answer).containsPattern("^HTTP/1\\.[01] 400 ").contains("application/problem+json");
    assertThat(answer.split("HTTP/1\\.[01] [0-9]{3}")).as(answer).hasSize(2);
    assertThat(ARRIVED).doesNotContain("/hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5|Content-Length: 6",
        "Content-Length: 5|Content-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: 5,6",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "Content-Length: 5 5",
        "Content-Length: 5.0",
        "Content-Length:",
        "Content-Length: five",
        "Content-Length: 99999999999999999999",
        "Content-Length : 5",
        " Content-Length: 5",
        "Content-Length~: 5",
        "Content-Length:|~5",
        "Content-Length: 5|Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked|Content-Length: 5",
        "Content-Length: 5|Transfer-Encoding: identity",
      })
  void oddLengthsAreRefused(String fields) {
    refused(text("POST /open HTTP/1.1|Host: x|" + fields + "||") + "hello");
    assertThat(ARRIVED).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding:",
        "Transfer-Encoding: {VT}chunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding~: chunked",
        "Transfer-Encoding:| chunked",
        "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked|Transfer-Encoding: identity",
        "Transfer-Encoding: chunk{CR}ed",
        "X: y{CR}Transfer-Encoding: chunked",
      })
  void oddTransferEncodingsAreRefused(String fields) {
    refused(text("POST /open HTTP/1.1|Host: x|" + fields + "||0||"));
    assertThat(ARRIVED).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /open HTTP/1.1{LF}Host: x||",
        "GET /open HTTP/1.1|Host: x{LF}X: y||",
        "GET /open HTTP/1.1|Host: x{LF}{LF}",
        "GET /open HTTP/1.1|Host: x|{LF}",
        "GET /open HTTP/1.1|Host: x|X: a{CR}b||",
        "GET /open HTTP/1.1|Host: x|X: a{NUL}b||",
        "GET /open HTTP/1.1|Host: x|X{NUL}: b||",
        "GET /open HTTP/1.1|Host: x|X: a| folded||",
        "GET /open HTTP/1.1|Host: x|X: a|~folded||",
        "GET /open HTTP/1.1| Host: x||",
        "GET /open HTTP/1.1|Host: x|X Y: a||",
        "GET /open HTTP/1.1|Host: x|X||",
        "GET /open HTTP/1.1|Host: x|: a||",
        "GET /open HTTP/1.1|Host: x|X(Y): a||",
        "GET~/open~HTTP/1.1|Host: x||",
        "GET{CR}/open HTTP/1.1|Host: x||",
        "GET /o{NUL}pen HTTP/1.1|Host: x||",
        "GET /open  HTTP/1.1 |Host: x||",
        "GET /open HTTP/1.1 X|Host: x||",
        "GET /a b HTTP/1.1|Host: x||",
        "GET /open#part HTTP/1.1|Host: x||",
      })
  void oddLinesAreRefused(String head) {
    refused(text(head));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /open HTTP/1.1||",
        "GET /open HTTP/1.1|Host: x|Host: y||",
        "GET /open HTTP/1.1|Host: x|Host: x||",
        "GET /open HTTP/1.1|Host: x, y||",
        "GET /open HTTP/1.1|Host: x/y||",
        "GET /open HTTP/1.1|Host: user@x||",
        "GET /open HTTP/1.1|Host: x y||",
        "GET http://other/open HTTP/1.1|Host: x||",
        "GET http://x@other/open HTTP/1.1|Host: x||",
        "GET open HTTP/1.1|Host: x||",
        "GET /open HTTP/0.9|Host: x||",
        "GET /open HTTP/1.2|Host: x||",
        "GET /open HTTP/2.0|Host: x||",
        "GET /open HTTP/1.10|Host: x||",
        "GET /open http/1.1|Host: x||",
        "GET /open||",
        "GET /open|",
        "POST /open HTTP/1.0|Host: x|Transfer-Encoding: chunked||0||",
        "CONNECT x:80 HTTP/1.1|Host: x:80||",
      })
  void oddTargetsHostsAndVersionsAreRefused(String head) {
    String answer =
        askUntilClosed(text(head) + "GET /hidden HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).containsPattern("^HTTP/1\\.[01] 400 ").contains("application/problem+json");
    assertThat(ARRIVED).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5x|hello|0||",
        "0x5|hello|0||",
        "-5|hello|0||",
        "+5|hello|0||",
        "|hello|0||",
        ";ext|hello|0||",
        "5;ext{LF}hello|0||",
        "5{LF}hello|0||",
        "5|hello{LF}0||",
        "5|hello0||",
        "5|helloo|0||",
        "FFFFFFFFFFFFFFFFF|hello|0||",
        "80000000|hello|0||",
        "5|hello|0|X: a| b{LF}|",
      })
  void oddChunksAreRefused(String chunks) {
    refused(text("POST /open HTTP/1.1|Host: x|Transfer-Encoding: chunked||" + chunks));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /open HTTP/1.1|Host: x|Content-Length: 5||hello",
        "POST /open HTTP/1.1|Host: x|Content-Length: 0005||hello",
        "POST /open HTTP/1.1|Host: x|Transfer-Encoding: chunked||5|hello|0||",
        "POST /open HTTP/1.1|Host: x|transfer-encoding: Chunked||5;a=b|hello|0|X: y||",
        "POST http://x/open HTTP/1.1|Host: x|Content-Length: 5||hello",
        "POST http://X:80/open HTTP/1.1|Host: x:80|Content-Length: 5||hello",
        "POST /open HTTP/1.0|Connection: keep-alive|Content-Length: 5||hello",
        "||POST /open HTTP/1.1|Host: x|Content-Length: 5||hello",
        "POST /open HTTP/1.1|Host: [::1]:80|X-A: tab~inside|X-E:|Content-Length: 5||hello",
      })
  void plainRequestsPassAndTheNextIsFoundBehindThem(String request) {
    String next = "GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    String answer = askUntilClosed(text(request) + next);
    assertThat(answer).contains("hello").doesNotContain(" 400 ");
    assertThat(ARRIVED).containsExactly("/open", "/next");
  }

  @Test
  void aBodyIsNotTakenForARequest() {
    String body = HIDDEN;
    String request =
        "POST /open HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    assertThat(askUntilClosed(request)).startsWith("HTTP/1.1 200").endsWith(body);
    assertThat(ARRIVED).containsExactly("/open");
  }

  @Test
  void anHttp10ClientIsLeftAfterItsAnswer() {
    String answer = askUntilClosed("GET /open HTTP/1.0\r\n\r\n" + HIDDEN);
    assertThat(answer).startsWith("HTTP/1.").contains(" 200 ");
    assertThat(ARRIVED).containsExactly("/open");
  }

  @Test
  void anUpgradeToHttp2IsIgnored() {
    String answer =
        RawClient.ask(
            fleet.port,
            "GET /open HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(ARRIVED).containsExactly("/open");
  }
}
