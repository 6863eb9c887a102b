package dev.apifleet.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedTest {
  @TempDir Path folder;

  private Pinned start(String script) {
    return Pinned.start(
        Cpus.TESTED, folder.resolve("log"), Map.of("WORD", "hello"), List.of("sh", "-c", script));
  }

  @Test
  void weighsTheProcessWithItsChildren() {
    try (Pinned process = start("sh -c 'while :; do :; done' & while :; do :; done")) {
      while (process.cpuMicros() < 100_000) {
        assertThat(process.isAlive()).isTrue();
      }
      assertThat(process.rssMebibytes()).isBetween(0.1, 100.0);
    }
  }

  @Test
  void runsWhereItShouldAndKeepsWhatItSays() throws Exception {
    try (Pinned process = start("echo $WORD; taskset -p $$")) {
      process.await();
      assertThat(process.lastWords()).contains("hello", "mask: 1");
    }
  }
}
