package dev.apifleet.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** No path that a stranger sends breaks the router, or has two normal forms. */
class RoutingFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void aNormalPathStaysAsItIs(String raw) {
    String normal = NormalPath.of(raw);
    if (normal != null) {
      assertThat(NormalPath.of(normal)).isEqualTo(normal);
    }
  }
}
