package dev.apifleet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectedTest {
  @TempDir Path folder;

  private void keep(String scenario, String... notes) throws Exception {
    Table table = new Table("Cost", List.of("CPU"), List.of(List.of(1)), List.of(notes));
    new Results(scenario, Machine.here(), new Report("about it", List.of(table))).writeTo(folder);
  }

  @Test
  void onePageHoldsAllThatWasMeasuredAndBeginsWithTheAims() throws Exception {
    keep("proxy", "CPU of ours at most 1 × nginx: 0.90, met", "Left out: Envoy: it is not there");
    keep("jwt", "CPU of ours at most 1 × HAProxy: not measured");

    Collected.of(folder, List.of("proxy", "tls", "jwt")).writeTo(folder);

    assertThat(folder.resolve("results.md"))
        .content()
        .startsWith(
            """
            # What it costs

            Aims, and what was found:

            - `proxy`: CPU of ours at most 1 × nginx: 0.90, met
            - `jwt`: CPU of ours at most 1 × HAProxy: not measured

            ## bench proxy
            """)
        .contains("## bench jwt", "### Cost", "- Left out: Envoy");
    JsonObject json = new JsonObject(Files.readString(folder.resolve("results.json")));
    assertThat(json.getJsonArray("results")).hasSize(2);
  }
}
