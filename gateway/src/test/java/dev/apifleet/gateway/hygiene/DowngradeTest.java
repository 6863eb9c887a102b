package dev.apifleet.gateway.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawHttp2;
import dev.apifleet.gateway.fleet.TestFleet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HTTP/2 allows in a field, or a client sends all the same, never becomes HTTP/1 framing. */
class DowngradeTest {
  private static TestFleet fleet;
  private static Backend backend;

  @BeforeAll
  static void start() {
    fleet = new TestFleet();
    backend = fleet.backend("one");
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "transfer-encoding,chunked",
        "connection,keep-alive",
        "connection,x-secret",
        "upgrade,websocket",
        "keep-alive,timeout=5",
        "proxy-connection,close",
        "content-length,5",
        "content-length,+0",
        "content-length,zero",
        "host,other.test",
        "host,api.test/x",
        ":authority,a@b",
        ":authority,a b",
        ":path,*",
        ":path,x",
        ":path,/x#y",
        ":path,/x HTTP/1.1",
        ":scheme,''",
        "x-a,b{CR}{LF}transfer-encoding: chunked",
        "x-a,b{LF}c",
        "x-a,b{NUL}c",
        "x-a{CR}{LF}b,c",
        "x a,b",
        "x:a,b",
        "X-Upper,b"
      })
  void isRefused(String name, String value) {
    int before = backend.requests.get();
    assertThat(RawHttp2.get(fleet.port, "/x", text(name), text(value))).isIn("400", "none");
    assertThat(backend.requests).hasValue(before);
    assertThat(RawHttp2.get(fleet.port, "/x")).isEqualTo("200");
  }

  private static String text(String escaped) {
    return escaped.replace("{CR}", "\r").replace("{LF}", "\n").replace("{NUL}", "\0");
  }

  @Test
  void whatIsPlainPasses() {
    assertThat(RawHttp2.get(fleet.port, "/x", "te", "trailers")).isEqualTo("200");
    assertThat(RawHttp2.get(fleet.port, "/x", "host", "api.test")).isEqualTo("200");
    assertThat(RawHttp2.get(fleet.port, "/x", "content-length", "0")).isEqualTo("200");
  }
}
