package dev.apifleet.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WrkTest {
  @Test
  void readsWhatItsScriptSaysBehindWrksOwnWords() {
    String said =
        """
        Running 1s test @ http://127.0.0.1:8080/
          1 threads and 64 connections
        measured: {"seconds": 1.5, "requests": 3000, "errors": 2, "p50": 0.6, "p99": 5.1, "p999": 9.75}
        """;
    assertThat(Wrk.Found.read(said)).isEqualTo(new Wrk.Found(1.5, 3000, 2, 0.6, 5.1, 9.75));
  }

  @Test
  void sendsHeadersAndTokens() {
    assertThat(Wrk.lua(Load.PLAIN.with("Accept", "text/plain")))
        .startsWith("wrk.headers[\"Accept\"] = \"text/plain\"\n")
        .doesNotContain("io.lines");
    assertThat(Wrk.lua(Load.PLAIN.withTokens(Path.of("/tmp/tokens"))))
        .contains("io.lines(\"/tmp/tokens\")", "turn % #requests + 1");
  }
}
