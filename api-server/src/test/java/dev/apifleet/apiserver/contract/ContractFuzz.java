package dev.apifleet.apiserver.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Sends what the API's own descriptions allow, and what they forbid, and compares the answers with
 * them. {@code dev/fuzz/test.sh} runs it, since it needs schemathesis.
 */
@QuarkusTest
@WithTestResource(Backends.class)
class ContractFuzz {

  /** Kept, for whoever wants to read all that was said. */
  private static final Path FOLDER = Path.of("target", "schemathesis").toAbsolutePath();

  @TestHTTPResource("/")
  URI server;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @TestFactory
  Stream<DynamicTest> restKeepsItsContract() throws Exception {
    return run(
        "openapi",
        // A stream has no end that could be compared, and an instance that is told to fail fails.
        List.of("--exclude-path-regex", "/(events|crash|recover)$"));
  }

  @TestFactory
  Stream<DynamicTest> graphQlKeepsItsContract() throws Exception {
    // GraphQL's types tell less than is demanded; a check of our own tells refusals from failures.
    return run(
        "graphql", List.of("--exclude-checks", "not_a_server_error,positive_data_acceptance"));
  }

  private Stream<DynamicTest> run(String description, List<String> more) throws Exception {
    List<Verdict> verdicts = Schemathesis.run(server, description, more, FOLDER);
    assertFalse(verdicts.isEmpty(), "nothing was tested");
    return verdicts.stream()
        .map(verdict -> DynamicTest.dynamicTest(verdict.operation(), () -> told(verdict)));
  }

  private static void told(Verdict verdict) throws IOException {
    if (!verdict.complaint().isEmpty()) {
      fail(verdict.complaint());
    }
  }
}
