package dev.apifleet.apiserver.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.Someone;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
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

  /** A stream has no end that could be compared, and an instance that is told to fail fails. */
  private static final List<String> REST =
      List.of("--exclude-path-regex", "/(events|crash|recover)$");

  /** Its types tell less than is demanded; a check of our own tells refusals from failures. */
  private static final List<String> GRAPH =
      List.of("--exclude-checks", "not_a_server_error,positive_data_acceptance");

  @TestHTTPResource("/")
  URI server;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  /** The more one may do, the later one comes: none meets what an administrator left. */
  @TestFactory
  Stream<DynamicContainer> descriptionsAreTrueForAll() throws Exception {
    String user = Someone.withRoles("user").key("user").text();
    List<DynamicContainer> told = new ArrayList<>();
    for (Caller caller :
        List.of(
            new Caller("nobody", Optional.empty()),
            new Caller("user", Optional.of(user)),
            new Caller("administrator", Optional.of("admin-token-dev")))) {
      told.add(told("openapi", caller, REST));
      told.add(told("graphql", caller, GRAPH));
    }
    return told.stream();
  }

  private DynamicContainer told(String description, Caller caller, List<String> more)
      throws Exception {
    String who = description + " as " + caller.name();
    List<Verdict> verdicts =
        new Schemathesis(FOLDER.resolve(description + "-" + caller.name()))
            .run(server.resolve(description), caller, more);
    assertFalse(verdicts.isEmpty(), "nothing was tested: " + who);
    return DynamicContainer.dynamicContainer(
        who, verdicts.stream().map(verdict -> told(who, verdict)));
  }

  private static DynamicTest told(String who, Verdict verdict) {
    return DynamicTest.dynamicTest(
        verdict.operation(),
        () ->
            assertTrue(
                verdict.complaint().isEmpty(),
                () -> verdict.operation() + ", " + who + ": " + verdict.complaint()));
  }
}
