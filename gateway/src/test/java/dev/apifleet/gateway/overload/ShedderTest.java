package dev.apifleet.gateway.overload;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.RuleAction.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShedderTest {
  private static final FleetSettings FLEET = new FleetSettings("test/fleet", List.of(), 1);

  private Strain strain = Strain.NONE;
  private final Shedder shedder = new Shedder(_ -> strain);
  private final AtomicLong now = new AtomicLong();
  private final Queue<Runnable> whenAllIsRead = new ArrayDeque<>();
  private final ReadingRound round = new ReadingRound(whenAllIsRead::add, now::get);

  @BeforeEach
  void manyRequestsAreUnderWay() {
    IntStream.rangeClosed(0, Shedder.FEWEST_UNDER_WAY).forEach(_ -> shedder.began());
  }

  private void sample(int times) {
    IntStream.range(0, times).forEach(_ -> shedder.sample(FLEET));
  }

  private double shareShed(Priority priority, String tier) {
    return IntStream.range(0, 2_000).filter(_ -> shedder.sheds(priority, tier, round)).count()
        / 2_000.0;
  }

  @Test
  void refusesNothingWhileAllIsWell() {
    strain = new Strain(94, 91, 99);
    sample(100);
    assertThat(shedder.level()).isZero();
    assertThat(shedder.sheds(Priority.LOW, "anonymous", round)).isFalse();
    assertThat(shedder.shedsAll(Priority.LOW, round)).isFalse();
  }

  @Test
  void aPauseIsNoOverloadButLagThatStaysIs() {
    strain = new Strain(0, 0, 1_000);
    sample(4);
    assertThat(shedder.level()).isZero();
    sample(1);
    assertThat(shareShed(Priority.LOW, "anonymous")).isEqualTo(1);
    assertThat(shareShed(Priority.LOW, "enterprise")).isZero();
    assertThat(shareShed(Priority.NORMAL, "anonymous")).isZero();
    strain = Strain.NONE;
    sample(100);
    assertThat(shedder.level()).isZero();
  }

  @Test
  void refusesByPriorityThenTierAndPartOfAClassByChance() {
    strain = new Strain(0, 100, 0);
    while (shedder.level() < 0.28) {
      sample(1);
    }
    double expected = (shedder.level() - 0.25) * 16;
    assertThat(shedder.shedsAll(Priority.LOW, round)).isTrue();
    assertThat(shedder.shedsAll(Priority.NORMAL, round)).isFalse();
    assertThat(shareShed(Priority.NORMAL, "anonymous"))
        .isEqualTo(Math.min(1, expected), within(0.06));
    assertThat(shareShed(Priority.NORMAL, "unheard-of"))
        .as("as the lowest")
        .isEqualTo(Math.min(1, expected), within(0.06));
    assertThat(shareShed(Priority.NORMAL, "pro")).isZero();
    assertThat(shareShed(Priority.HIGH, "anonymous")).isZero();
  }

  @Test
  void refusesNothingWhileFewAreUnderWaySinceTheStrainComesFromElsewhere() {
    strain = new Strain(400, 100, 10_000);
    sample(1_000);
    shedder.ended();
    assertThat(shareShed(Priority.LOW, "anonymous")).isZero();
    assertThat(shedder.shedsAll(Priority.LOW, round)).isFalse();
  }

  @Test
  void refusesAtTheBeginningOfABatchOfManyToo() {
    strain = new Strain(0, 100, 0);
    sample(1_000);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isTrue();
    IntStream.rangeClosed(0, Shedder.FEWEST_UNDER_WAY).forEach(_ -> shedder.ended());
    assertThat(shedder.shedsAll(Priority.LOW, round)).isTrue();
    sample(1);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isTrue();
    sample(1);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isFalse();
  }

  @Test
  void neverRefusesAll() {
    strain = new Strain(400, 100, 10_000);
    sample(1_000);
    assertThat(shedder.level()).isEqualTo(0.95);
    assertThat(shareShed(Priority.CRITICAL, "anonymous")).isEqualTo(1);
    assertThat(shareShed(Priority.CRITICAL, "enterprise")).isEqualTo(0.2, within(0.06));
  }

  /** Requests that wait behind it would wait as long as the gateway is allowed to be late. */
  @Test
  void refusesMoreOfARoundThatTakesLong() {
    strain = new Strain(0, 93, 0);
    sample(1);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isFalse();
    passes(49);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isFalse();
    passes(1);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isTrue();
    assertThat(shareShed(Priority.NORMAL, "anonymous")).isZero();
    passes(50);
    assertThat(shareShed(Priority.NORMAL, "enterprise")).isEqualTo(1);
    assertThat(shareShed(Priority.HIGH, "anonymous")).isZero();
    passes(1_000);
    assertThat(shareShed(Priority.HIGH, "enterprise")).isEqualTo(1);
    assertThat(shareShed(Priority.CRITICAL, "anonymous")).isZero();

    whenAllIsRead.remove().run();
    assertThat(shedder.shedsAll(Priority.LOW, round)).isFalse();
    assertThat(whenAllIsRead).as("asked for the end of each round once").hasSize(1);
  }

  private void passes(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void aLongRoundRefusesNothingWhileAllIsWell() {
    sample(1);
    shedder.shedsAll(Priority.LOW, round);
    passes(1_000);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isFalse();
    assertThat(shareShed(Priority.LOW, "anonymous")).isZero();
  }

  @Test
  void staysWaryOfLongRoundsForAWhile() {
    strain = new Strain(0, 100, 0);
    sample(1);
    strain = Strain.NONE;
    while (shedder.level() > 0) {
      sample(1);
    }
    shedder.shedsAll(Priority.LOW, round);
    passes(50);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isTrue();
    assertThat(shareShed(Priority.NORMAL, "anonymous")).isZero();
    sample(Shedder.WARY_SAMPLES - 1);
    assertThat(shedder.shedsAll(Priority.LOW, round)).isFalse();
  }

  /** The strain that they make shows only after a second. */
  @Test
  void letsFewOfTheLeastImportantInAgainAtATime() {
    double allOfThem = 1.0 / 16;
    double level = allOfThem;
    for (int samples = 0; samples < 5; samples++) {
      level = ShedLevel.next(level, 0, 0);
    }
    assertThat(level).isBetween(allOfThem / 2, allOfThem * 0.9);
  }

  @Test
  void holdsItsLevelBetweenTooMuchAndCalm() {
    strain = new Strain(0, 100, 0);
    sample(5);
    double before = shedder.level();
    strain = new Strain(0, 87, 0);
    sample(50);
    assertThat(shedder.level()).isEqualTo(before).isPositive();
    strain = new Strain(0, 80, 0);
    sample(1);
    assertThat(shedder.level()).isLessThan(before);
  }

  @Test
  void aShortBurstOfCpuIsSmoothed() {
    strain = new Strain(100, 0, 0);
    sample(3);
    assertThat(shedder.level()).isZero();
    sample(30);
    assertThat(shedder.level()).isPositive();
  }

  @Test
  void aBusyProcessorIsNoReasonToRefuseCriticalRequestsButLagIs() {
    strain = new Strain(100, 0, 0);
    sample(1_000);
    assertThat(shedder.shedsAll(Priority.HIGH, round)).isTrue();
    assertThat(shareShed(Priority.CRITICAL, "anonymous")).isZero();

    strain = new Strain(100, 0, 500);
    sample(20);
    assertThat(shareShed(Priority.CRITICAL, "anonymous")).isEqualTo(1);

    strain = new Strain(100, 0, 0);
    sample(20);
    assertThat(shedder.shedsAll(Priority.HIGH, round)).isTrue();
    assertThat(shareShed(Priority.CRITICAL, "anonymous")).isZero();
  }

  @Property
  void theLevelMovesSmoothlyAndStaysInBounds(
      @ForAll @DoubleRange(max = ShedLevel.MOST) double level,
      @ForAll @DoubleRange(max = 100) double cpu,
      @ForAll @DoubleRange(max = 100) double distress) {
    double next = ShedLevel.next(level, cpu, distress);
    assertThat(next).isBetween(0.0, ShedLevel.MOST);
    assertThat(Math.abs(next - level)).isLessThanOrEqualTo(0.1 + 1e-9);
    assertThat(distress > 1 ? next >= level : level <= ShedLevel.MOST_BY_CPU || next <= level)
        .isTrue();
    assertThat(Math.max(cpu, distress) > 1 || next <= level).isTrue();
  }

  @Test
  void cpuIsMeasuredAgainstTheQuota(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cpu.max");
    assertThat(CpuUse.cpus(file, 8)).isEqualTo(8);
    Files.writeString(file, "max 100000\n");
    assertThat(CpuUse.cpus(file, 8)).isEqualTo(8);
    Files.writeString(file, "50000 100000\n");
    assertThat(CpuUse.cpus(file, 8)).isEqualTo(0.5);

    AtomicLong cpu = new AtomicLong();
    AtomicLong time = new AtomicLong();
    CpuUse use = new CpuUse(cpu::get, time::get, 0.5);
    cpu.addAndGet(40_000_000);
    time.addAndGet(100_000_000);
    assertThat(use.percent()).isEqualTo(80, within(1e-9));
  }

  @Test
  void theMachineIsMeasured() {
    Machine machine = new Machine();
    System.gc();
    eventually(Duration.ofSeconds(10), () -> machine.measure(0).memory() > 0);
    assertThat(machine.measure(7).lagMillis()).isEqualTo(7);
  }
}
