package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no backend could be sent is refused, and no endpoint suffers for it. */
class MalformedTest {
  /** Opens at the first failure. */
  private static final BreakerConfig TOUCHY = new BreakerConfig(1, 1, 1, 60_000, 60_000, 1, 100);

  private static TestFleet fleet;
  private static Backend backend;

  @BeforeAll
  static void start() {
    fleet = new TestFleet();
    backend = fleet.backend("one");
    fleet.serve(pool(POOL, TOUCHY), endpoints(POOL, backend), route("/", forward(POOL, 10_000, 0)));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @Test
  void plainRequestsPass() {
    assertThat(RawHttp2.get(fleet.port, "/x?a=b%20c", "x-a", "b c")).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x?a b", "/x?a\tb", "/x?a\u0001", "/x?a\u007f", "/x?\u00e9", "/x y"})
  void aTargetOutsidePrintableAsciiIsRefused(String path) {
    assertThat(RawHttp2.get(fleet.port, path)).isEqualTo("400");
    assertThat(RawHttp2.get(fleet.port, "/")).isEqualTo("200");
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"x-a,a\u0001b", "x-a,a\u007f", "x-a, b", "x a,b", "x\u00e9,b", "x:a,b"})
  void aFieldOutsideTheSyntaxIsRefused(String name, String value) {
    assertThat(RawHttp2.get(fleet.port, "/", name, value)).isIn("400", "none");
    assertThat(RawHttp2.get(fleet.port, "/")).isEqualTo("200");
  }

  @ParameterizedTest
  @CsvSource({":authority, a\u0001b", ":method, G T"})
  void aPseudoFieldOutsideTheSyntaxIsRefused(String name, String value) {
    assertThat(RawHttp2.get(fleet.port, "/", name, value)).isIn("400", "none");
    assertThat(RawHttp2.get(fleet.port, "/")).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;b/c", "/a%2Fb", "/a%2fb", "/a%5Cb", "/a%5cb", "/a\\b", "/a%00b"})
  void aPathThatBackendsReadDifferentlyIsRefused(String path) {
    String raw = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    assertThat(RawClient.ask(fleet.port, raw)).startsWith("HTTP/1.1 400").contains("problem+json");
    assertThat(RawHttp2.get(fleet.port, path)).isEqualTo("400");
  }

  @Test
  void aQueryOutsideAsciiIsRefusedOverHttp1Too() {
    String raw = "GET /x?\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n";
    assertThat(RawClient.ask(fleet.port, raw)).startsWith("HTTP/1.1 400");
  }
}
