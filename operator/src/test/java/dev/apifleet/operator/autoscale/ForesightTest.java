package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadWindow.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What is foreseen of loads that rise, stay, scatter, or come each week. */
class ForesightTest {
  private static final Duration AHEAD = Duration.ofSeconds(30);
  private Instant now = Instant.parse("2026-01-05T09:00:00Z");

  @Test
  void aLineIsFollowedAsFarAsAPodTakesToStart() {
    Optional<Average> then = after(second -> 100 + 2 * second);
    assertThat(then.orElseThrow().concurrency()).isCloseTo(100 + 2 * 90, Offset.offset(2.0));
  }

  @Test
  void whatStaysOrFallsForeseesNothing() {
    assertThat(after(second -> 100)).isEmpty();
    assertThat(after(second -> 300 - 2 * second)).isEmpty();
  }

  @Test
  void noiseIsNoRise() {
    Random random = new Random(1);
    int alarms = 0;
    for (int run = 0; run < 200; run++) {
      alarms += after(second -> 100 + 40 * random.nextDouble()).isPresent() ? 1 : 0;
    }
    assertThat(alarms).isLessThan(5);
  }

  @Test
  void aStepIsFollowedToTwiceTheLoadAtMost() {
    PoolBook book = new PoolBook(Story.spec("{prediction: {method: Slope}}"));
    for (int second = 0; second < 60; second++) {
      report(book, second < 40 ? 10 : 200);
    }
    LoadStats.Known known = (LoadStats.Known) book.stats(now);
    assertThat(known.foreseen().orElseThrow().concurrency())
        .isBetween(known.panic().concurrency(), 2 * known.panic().concurrency());
  }

  @Test
  void lastWeeksMondayMorningIsForeseen() {
    Week week = new Week();
    week.see(Average.of(500, 50, 0), now);
    week.see(Average.of(900, 40, 0), now.plusSeconds(20));
    assertThat(week.ahead(AHEAD, now)).isEmpty();
    Instant next = now.plus(Duration.ofDays(7));
    week.see(Average.of(10, 1, 0), next.minusSeconds(60));
    assertThat(week.ahead(AHEAD, next.minusSeconds(60)))
        .hasValueSatisfying(
            load -> {
              assertThat(load.concurrency()).isEqualTo(900);
              assertThat(load.rate()).isEqualTo(50);
            });
    assertThat(week.ahead(AHEAD, next.plus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void whatIsOlderThanEightDaysIsForgotten() {
    Week week = new Week();
    week.see(Average.of(500, 50, 0), now);
    week.see(Average.of(1, 1, 0), now.plus(Duration.ofDays(9)));
    assertThat(week.ahead(AHEAD, now.plus(Duration.ofDays(7)))).isEmpty();
  }

  @Test
  void aClockThatWasWrongForAWhileLosesThePastAndGoesOn() {
    Week week = new Week();
    week.see(Average.of(500, 50, 0), now.plus(Duration.ofDays(400)));
    week.see(Average.of(700, 50, 0), now);
    week.see(Average.of(1, 1, 0), now.plus(Duration.ofDays(7)));
    assertThat(week.ahead(AHEAD, now.plus(Duration.ofDays(7))))
        .hasValueSatisfying(load -> assertThat(load.concurrency()).isEqualTo(700));
  }

  private Optional<Average> after(IntToDoubleFunction load) {
    LoadWindow window = new LoadWindow(Duration.ofSeconds(60));
    for (int second = 0; second < 60; second++) {
      window.report("a", reading(load.applyAsDouble(second)), now);
      now = now.plusSeconds(1);
    }
    return window.ahead(Duration.ofSeconds(60), AHEAD, now);
  }

  private void report(PoolBook book, double concurrency) {
    book.window().report("a", reading(concurrency), now);
    now = now.plusSeconds(1);
  }

  private static Reading reading(double concurrency) {
    return new Reading(Average.of(concurrency, concurrency, 0), 0, 1);
  }
}
