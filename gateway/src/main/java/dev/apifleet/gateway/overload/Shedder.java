package dev.apifleet.gateway.overload;

import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.FleetSettings.Overload;
import dev.apifleet.snapshot.RuleAction.Priority;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * Refuses the least important requests while the gateway itself is overloaded. Sampled by one
 * thread, asked by any; while all is well a question costs one read.
 */
public final class Shedder {
  public static final int SAMPLE_MILLIS = 200;
  private static final double CPU_WEIGHT = 0.3;

  /** For so many samples after the last refusal long rounds are still cut short. */
  static final int WARY_SAMPLES = 10_000 / SAMPLE_MILLIS;

  /**
   * With fewer requests under way at all times there is nothing to gain: the strain comes from
   * elsewhere, such as a process that has just started, or a neighbour on the machine.
   */
  static final int FEWEST_UNDER_WAY = 32;

  private final Strain.Source source;
  private final LoopLag lag = new LoopLag();
  private final Map<Priority, LongAdder> shed = new EnumMap<>(Priority.class);
  private final LongAdder begun = new LongAdder();
  private final LongAdder over = new LongAdder();
  private volatile Strain strain = Strain.NONE;
  private volatile double level;
  private volatile boolean wary;
  private volatile boolean crowdedBefore;
  private volatile boolean crowded;
  private volatile long lagAllowed = Long.MAX_VALUE;
  private volatile Importance importance = new Importance(Map.of());
  private SortedMap<String, Integer> tiers;
  private final double[] lags = new double[1000 / SAMPLE_MILLIS];
  private int samples;
  private int calmSamples = WARY_SAMPLES;

  public Shedder(Strain.Source source) {
    this.source = source;
    for (Priority priority : Priority.values()) {
      shed.put(priority, new LongAdder());
    }
  }

  /** A request makes work from now on. */
  public void began() {
    begun.increment();
  }

  /** A request makes no work any more: it is over, or its refusal is held back. */
  public void ended() {
    over.increment();
  }

  /** One that had ended makes work again: its refusal is sent now. */
  public void resumed() {
    over.decrement();
  }

  /** How many requests have come. */
  public long requests() {
    return begun.sum();
  }

  /** Watches the event loop that this is called on, for as long as it runs. */
  public void watch(Vertx vertx) {
    lag.watch(vertx);
    source.watchLoop();
  }

  /** Measures, and decides how much is refused from now on; null before a fleet is known. */
  public void sample(FleetSettings fleet) {
    Strain now = source.measure(lag.worstMillis());
    double cpu = strain.cpu() + CPU_WEIGHT * (now.cpu() - strain.cpu());
    strain = new Strain(cpu, now.memory(), standing(now.lagMillis()));
    if (fleet == null) {
      return;
    }
    if (!fleet.tiers().equals(tiers)) {
      tiers = fleet.tiers();
      importance = new Importance(tiers);
    }
    crowdedBefore = crowded;
    crowded = false;
    Overload allowed = fleet.overload();
    lagAllowed = TimeUnit.MILLISECONDS.toNanos(allowed.latencyMillis());
    level = ShedLevel.next(level, strain.cpuOf(allowed), strain.distressOf(allowed));
    calmSamples = level > 0 ? 0 : Math.min(calmSamples + 1, WARY_SAMPLES);
    wary = calmSamples < WARY_SAMPLES;
  }

  /**
   * The least lag of the last second: a pause comes and goes, an overload stays (the idea of CoDel,
   * K. Nichols and V. Jacobson).
   */
  private double standing(double lagMillis) {
    lags[samples++ % lags.length] = lagMillis;
    double least = lagMillis;
    for (double each : lags) {
      least = Math.min(least, each);
    }
    return least;
  }

  /** Whether no request of the priority passes now, whoever sends it. */
  public boolean shedsAll(Priority priority, ReadingRound round) {
    return acts() && count(Importance.above(priority) <= level(round), priority);
  }

  /** Whether this request is refused. */
  public boolean sheds(Priority priority, String tier, ReadingRound round) {
    return acts()
        && count(
            importance.of(priority, tier, ThreadLocalRandom.current().nextDouble()) < level(round),
            priority);
  }

  private double level(ReadingRound round) {
    return ShedLevel.within(level, (double) round.nanos() / lagAllowed);
  }

  /** Requests come in batches: at the beginning of each, few are under way however many come. */
  private boolean acts() {
    if (!wary) {
      return false;
    }
    if (!crowded && begun.sum() - over.sum() > FEWEST_UNDER_WAY) {
      crowded = true;
    }
    return crowded || crowdedBefore;
  }

  private boolean count(boolean refused, Priority priority) {
    if (refused) {
      shed.get(priority).increment();
    }
    return refused;
  }

  /** From 0, nothing is refused, to nearly 1. */
  public double level() {
    return level;
  }

  /** Shows what it measures and does. */
  public void register(MeterRegistry registry) {
    Gauge.builder("apifleet.gateway.shed.level", this, Shedder::level)
        .description("Share of the scale of importance that is refused")
        .register(registry);
    registerStrain(registry, "cpu", s -> s.cpu() / 100);
    registerStrain(registry, "memory", s -> s.memory() / 100);
    registerStrain(registry, "lag", s -> s.lagMillis() / 1000);
    shed.forEach(
        (priority, requests) ->
            FunctionCounter.builder("apifleet.gateway.shed", requests, LongAdder::sum)
                .description("Requests refused because the gateway is overloaded")
                .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                .register(registry));
  }

  private void registerStrain(MeterRegistry registry, String of, ToDoubleFunction<Strain> value) {
    Gauge.builder("apifleet.gateway.strain", this, s -> value.applyAsDouble(s.strain))
        .description("CPU and memory as shares of what is there, lag of event loops in seconds")
        .tag("of", of)
        .register(registry);
  }
}
