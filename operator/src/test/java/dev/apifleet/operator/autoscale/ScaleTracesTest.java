package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadWindow.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What always holds, on many loads that nobody chose. */
class ScaleTracesTest {
  private static final int GATEWAYS = 4;
  private static final int TARGET = 10;
  private final ScaleSpec spec = Story.spec("{minReplicas: 2, maxReplicas: 40, target: 10}");
  private final PoolBook book = new PoolBook(spec);
  private final long[] heard = new long[GATEWAYS];
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int replicas = 2;
  private ScaleMemory memory = ScaleMemory.startingAt(2, now);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverLeavesTheBoundsNorGoesDownWhileAGatewayIsNotHeard(long seed) {
    Random random = new Random(seed);
    double load = 50;
    int silent = -1;
    for (int second = 0; second < 3600; second++) {
      load = random.nextInt(100) == 0 ? random.nextDouble(500) : load;
      silent = random.nextInt(60) == 0 ? random.nextInt(2 * GATEWAYS) : silent;
      int before = replicas;
      second(load, silent);
      assertThat(replicas).isBetween(2, 40);
      if (isAnyMissing()) {
        assertThat(replicas).isGreaterThanOrEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 9.9, 10, 10.1, 33.3, 120, 399, 4000})
  void aConstantLoadGetsWhatItNeedsWithinSecondsAndKeepsIt(double load) {
    int needed = Math.clamp((int) Math.ceil(load / TARGET), 2, 40);
    for (int second = 0; second < 10; second++) {
      second(load, -1);
    }
    assertThat(replicas).isGreaterThanOrEqualTo(needed);
    for (int second = 0; second < 150; second++) {
      second(load, -1);
    }
    for (int second = 0; second < 600; second++) {
      second(load, -1);
      assertThat(replicas).isEqualTo(needed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLoadThatScattersAroundTheSameMeanDoesNotFlap(long seed) {
    Random random = new Random(seed);
    int changes = 0;
    for (int second = 0; second < 3600; second++) {
      int before = replicas;
      second(100 * (0.6 + 0.8 * random.nextDouble()), -1);
      changes += second > 300 && replicas != before ? 1 : 0;
    }
    assertThat(changes).isLessThan(6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void moreLoadNeverMeansFewerReplicas(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 2000; step++) {
      Average stable = average(random.nextDouble(300));
      Average panic = average(random.nextDouble(300));
      Average more = average(random.nextDouble(100));
      now = now.plusSeconds(1);
      ScaleDecision less = decide(new LoadStats.Known(stable, panic));
      assertThat(decide(new LoadStats.Known(stable.plus(more), panic)).replicas())
          .isGreaterThanOrEqualTo(less.replicas());
      assertThat(decide(new LoadStats.Known(stable, panic.plus(more))).replicas())
          .isGreaterThanOrEqualTo(less.replicas());
      assertThat(decide(surging(stable, panic, more)).replicas())
          .isGreaterThanOrEqualTo(decide(surging(stable, panic, Average.ZERO)).replicas());
      memory = less.memory();
      replicas = less.replicas();
    }
  }

  private static LoadStats surging(Average stable, Average panic, Average more) {
    return new LoadStats.Known(stable, panic, panic.plus(more), Optional.empty(), 0, 0, 0);
  }

  /** A second in which one of the gateways may be silent. */
  private void second(double load, int silent) {
    now = now.plusSeconds(1);
    for (int gateway = 0; gateway < GATEWAYS; gateway++) {
      if (gateway != silent) {
        book.window()
            .report("g" + gateway, new Reading(average(load / GATEWAYS), 0, replicas), now);
        heard[gateway] = now.getEpochSecond();
      }
    }
    ScaleDecision decision = decide(book.stats(now));
    memory = decision.memory();
    replicas = decision.replicas();
  }

  private boolean isAnyMissing() {
    for (long last : heard) {
      if (last > 0 && last < now.getEpochSecond() - 3) {
        return true;
      }
    }
    return false;
  }

  private ScaleDecision decide(LoadStats load) {
    return ScaleDecider.decide(spec, load, replicas, memory, now);
  }

  private static Average average(double concurrency) {
    return Average.of(concurrency, concurrency, 20);
  }
}
