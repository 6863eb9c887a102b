package dev.apifleet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Bench.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void aScenarioEndsWithATableThatIsPrintedAndKept() throws Exception {
    int exit = run("--quick", "--out", folder.toString(), "limits");
    assertThat(exit).as(err.toString()).isZero();

    assertThat(out.toString()).contains("| none ", "| SlidingCounter ", "| LeakyBucket ");
    assertThat(folder.resolve("results-limits.md"))
        .content()
        .isEqualToIgnoringNewLines(out.toString());
    JsonObject kept = new JsonObject(Files.readString(folder.resolve("results-limits.json")));
    assertThat(kept.getJsonObject("machine").getInteger("cores")).isPositive();
    assertThat(kept.getJsonArray("tables").getJsonObject(0).getJsonArray("rows"))
        .allSatisfy(
            row ->
                assertThat(((JsonObject) row).getJsonObject("decisions/s").getDouble("median"))
                    .isPositive());
  }

  @Test
  void stepsOfARequestAreTimedAndWeighed() {
    int exit = run("--quick", "--out", folder.toString(), "micro");
    assertThat(exit).as(err.toString()).isZero();

    assertThat(out.toString()).containsPattern("\\| breaker success +\\| [0-9.,]+ ");
  }

  @Test
  void changesAreTranslatedWhereverTheyHappen() {
    int exit = run("--quick", "--out", folder.toString(), "translate");
    assertThat(exit).as(err.toString()).isZero();

    assertThat(out.toString())
        .containsPattern("\\| 100 +\\| a route edited +\\| [0-9.]+ ")
        .containsPattern("\\| 100 +\\| endpoints of one pool +\\| [0-9.]+ ");
  }

  @Test
  void anUnknownScenarioIsRefusedWithThoseThereAre() {
    assertThat(run("limit")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no scenario 'limit'", "limits");
  }
}
