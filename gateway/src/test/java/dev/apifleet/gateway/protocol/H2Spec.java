package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.tls.Authority;
import dev.apifleet.gateway.tls.Mount;
import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import dev.apifleet.snapshot.ListenerConfig.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  private static TestFleet fleet;
  private static int tlsPort;

  @BeforeAll
  static void start() {
    fleet = new TestFleet();
    Backend backend = fleet.backend("one");
    backend.behaviour =
        request -> request.body().onSuccess(_ -> request.response().end("hello, world"));
    tlsPort = Ports.free();
    FileRef certificate =
        new Mount(fleet.folder).put("test/api", new Authority("servers").issue("api.test"));
    fleet.serve(
        new ListenerConfig(
            "https",
            tlsPort,
            Protocol.HTTPS,
            new ListenerTls(List.of(certificate), null, false, false)),
        pool(POOL),
        endpoints(POOL, backend),
        route("/", POOL));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "hpack", "http2"})
  void everyCasePasses(String sections) throws IOException, InterruptedException {
    test("-port", Integer.toString(fleet.port), "-sections", sections);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "hpack", "http2"})
  void everyCasePassesOverTls(String sections) throws IOException, InterruptedException {
    test("-tls", "-port", Integer.toString(tlsPort), "-sections", sections);
  }

  private static void test(String... options) throws IOException, InterruptedException {
    assertThat(PROGRAM).as("APIFLEET_H2SPEC").isNotNull();
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(List.of(options));
    Process suite = new ProcessBuilder(command).redirectErrorStream(true).start();
    String report = new String(suite.getInputStream().readAllBytes());
    assertThat(suite.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(report)
        .containsPattern("[1-9][0-9]* tests, [1-9][0-9]* passed, 0 skipped, 0 failed");
    assertThat(suite.exitValue()).isZero();
  }
}
