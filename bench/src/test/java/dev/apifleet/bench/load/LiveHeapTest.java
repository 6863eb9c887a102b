package dev.apifleet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void readsTheBytesOfAllClassesTogether() {
    String histogram =
        """
        4242:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         24001        2345678  [B (java.base@25)
        Total        104001       12345678
        """;
    assertThat(LiveHeap.total(histogram)).isEqualTo(12_345_678);
    assertThatThrownBy(() -> LiveHeap.total("No such process"))
        .hasMessage("no histogram: No such process");
  }
}
