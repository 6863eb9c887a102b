package dev.apifleet.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerJvmTest {
  @Test
  void serversAreTrainedAsTheChartRunsThem() throws IOException {
    assertThat(Files.readString(Path.of("../helm/apifleet/templates/_pod.tpl")))
        .contains(ServerJvm.OPTIONS);
  }
}
