package dev.apifleet.gateway.waf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.time.Duration;
import java.util.List;

/** No text makes the firewall fail or linger. */
class InspectionFuzzTest {
  private static final Inspection ALL = new Inspection(List.of(RuleGroup.values()));
  private static final List<String> TYPES =
      List.of("application/json", "application/x-www-form-urlencoded", "text/plain");

  @FuzzTest(maxDuration = "1m")
  void everyTextIsLookedAtInTime(@NotNull String text) {
    long begin = System.nanoTime();
    TYPES.forEach(type -> ALL.body(type, text));
    Normal.of(text, true);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }
}
