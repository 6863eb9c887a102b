package dev.apifleet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void noConnectionTakesOneBeforeItIsUsed() throws IOException {
    try (Scanner range = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
      assertThat(Ports.free()).isLessThan(range.nextInt());
    }
    assertThat(Ports.free()).isNotEqualTo(Ports.free());
  }
}
