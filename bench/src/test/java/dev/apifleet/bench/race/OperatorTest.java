package dev.apifleet.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTest {
  @TempDir private Path folder;

  @Test
  void aGatewayThatHasEndedIsNotWaitedFor() {
    AtomicInteger looks = new AtomicInteger();
    try (Operator operator = new Operator(folder, Snapshot.empty())) {
      assertThatThrownBy(() -> operator.awaitAck(() -> looks.getAndIncrement() < 1))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(looks).hasValue(2);
  }
}
