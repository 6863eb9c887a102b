package dev.apifleet.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final Template LISTEN = new Template("listen ${port}; set $host;");

  @Test
  void fillsInWhatIsNamed() {
    assertThat(LISTEN.with(Map.of("port", 80, "other", "$1")).text())
        .isEqualTo("listen 80; set $host;");
  }

  @Test
  void isNeverLeftHalfFilledIn() {
    assertThatThrownBy(() -> LISTEN.with(Map.of())).hasMessageContaining("${port}");
  }
}
