package dev.apifleet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

  @Test
  void whatEndedChildrenUsedStaysCounted() throws IOException {
    Process shell =
        new ProcessBuilder(
                "sh", "-c", "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; echo; cat")
            .start();
    try {
      assertThat(shell.getInputStream().read()).isEqualTo('\n');
      ProcessTree tree = new ProcessTree(shell.toHandle());
      assertThat(tree.cpuMicros()).isGreaterThanOrEqualTo(20_000);
    } finally {
      shell.destroyForcibly();
    }
  }
}
