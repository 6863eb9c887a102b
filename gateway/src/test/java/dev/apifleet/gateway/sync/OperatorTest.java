package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {
  private static Operator at(String address) {
    return Operator.at(address, Optional.empty(), Path.of("ca"), Optional.empty());
  }

  @Test
  void isExpectedUnderTheHostOfItsAddress() {
    assertThat(at("operator.ns.svc:9443").serverName()).isEqualTo("operator.ns.svc");
    assertThat(at("operator.ns.svc:9443").port()).isEqualTo(9443);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "operator:", ":9443", "operator:x", "operator:0", "o:70000"})
  void saysHowAnAddressIsWritten(String address) {
    assertThatThrownBy(() -> at(address)).hasMessageContaining("host:port");
  }
}
