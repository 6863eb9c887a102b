package dev.apifleet.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published test suite of HTTP/2 against a gateway; run by {@code dev/h2spec/test.sh}, which
 * builds it and says where it is in {@code APIFLEET_H2SPEC}.
 */
class H2Spec {
  private static final String PROGRAM = System.getenv("APIFLEET_H2SPEC");

  private static final Pattern FAILED = Pattern.compile("\u00d7 \\d+: (.*)");

  /**
   * Where Netty does something else that is as safe. What is no HTTP/2 preface is read as HTTP/1.1,
   * as on any port that speaks both: it is answered with 400 and the connection closed (RFC 9113,
   * 3.4 lets the GOAWAY out); the suite does not read that answer. Frames for a stream that has
   * ended, or was passed over, end that stream with STREAM_CLOSED or are dropped, and never reach a
   * backend, where the suite wants the whole connection ended (5.1, 5.1.1): other requests on it
   * are not to blame.
   */
  private static final Set<String> OTHERWISE_SAFE =
      Set.of(
          "Sends invalid connection preface",
          "half closed (remote): Sends a HEADERS frame",
          "closed: Sends a HEADERS frame",
          "Sends stream identifier that is numerically smaller than previous");

  private static TestFleet fleet;

  @BeforeAll
  static void start() {
    fleet = new TestFleet();
    Backend backend = fleet.backend("one");
    backend.behaviour =
        request -> request.body().onSuccess(_ -> request.response().end("hello, world"));
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "hpack", "http2"})
  void everyCasePasses(String sections) throws IOException, InterruptedException {
    assertThat(PROGRAM).as("APIFLEET_H2SPEC").isNotNull();
    Process suite =
        new ProcessBuilder(PROGRAM, "-port", Integer.toString(fleet.port), "-sections", sections)
            .redirectErrorStream(true)
            .start();
    String report = new String(suite.getInputStream().readAllBytes());
    assertThat(suite.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(report).containsPattern("[1-9][0-9]* tests, .* 0 skipped");
    assertThat(failed(report)).as(report).isSubsetOf(OTHERWISE_SAFE);
  }

  private static Set<String> failed(String report) {
    return FAILED
        .matcher(report)
        .results()
        .map(failure -> failure.group(1))
        .collect(Collectors.toSet());
  }
}
