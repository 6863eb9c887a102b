package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.Size.Cause;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides how many replicas a pool should have: a pure function.
 *
 * <p>The rules are those that Knative's documentation publishes for its pod autoscaler (KPA), in
 * our words: the load over a stable window, divided by what one replica should carry, is the size;
 * when the load over a short panic window needs twice the replicas there are, that burst decides
 * and nothing is removed until a stable window has passed without another; and a size is given up
 * only when no load needed it for a while, over either window. Ours are: a second that needs twice
 * the replicas doubles them at once; bounds act at once; without any report nothing changes but for
 * the bounds; while some gateway may not have been heard, nothing is removed; and load that is
 * foreseen may add replicas, never remove them.
 */
public final class ScaleDecider {
  private static final int PANIC_FACTOR = 2;
  private static final int LEAST_SURGE = 2;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private ScaleDecider() {}

  /**
   * @param current the replicas that the target is told to have
   */
  public static ScaleDecision decide(
      ScaleSpec spec, LoadStats stats, int current, ScaleMemory memory, Instant now) {
    ScaleMemory known = memory.at(spec, current, now);
    return switch (stats) {
      case LoadStats.Unknown() -> hold(spec, current, known, now);
      case LoadStats.Known load -> follow(spec, load, current, known, now);
    };
  }

  /** What nobody saw may have needed the present size. */
  private static ScaleDecision hold(ScaleSpec spec, int current, ScaleMemory known, Instant now) {
    boolean asleep = current == 0 && spec.sleep().isPresent();
    int replicas = asleep ? 0 : Math.clamp(current, spec.min(), spec.max());
    return new ScaleDecision(
        replicas,
        ScaleMode.HOLD,
        Cause.UNSEEN,
        ScaleReasons.hold(current, replicas),
        known
            .needing(current, spec.scaleDownDelay(), now)
            .idling(false, now)
            .blinded(now)
            .deciding(replicas));
  }

  private static ScaleDecision follow(
      ScaleSpec spec, LoadStats.Known load, int current, ScaleMemory known, Instant now) {
    int serving = serving(load, current);
    Need panic = Need.of(spec, load.panic(), spec.panicWindow(), serving);
    Need latest = Need.of(spec, load.latest(), SECOND, serving);
    boolean followsBursts = spec.panicWindow().compareTo(spec.stableWindow()) < 0;
    int surge = followsBursts ? surge(latest, current) : 0;
    boolean bursts = surge > 0 || followsBursts && needsTwice(panic, current);
    ScaleMemory next = watched(spec, load, bursts, known, now);
    boolean panicking = next.burstWithin(spec.stableWindow());
    Need stable = Need.of(spec, load.stable(), spec.stableWindow(), serving);
    Need needed = panicking ? stable.orLarger(panic) : stable;
    Size asked = asked(spec, load, current, needed.replicas(), surge);
    int used = Math.max(asked.replicas(), Math.min(panic.replicas(), current));
    next = next.needing(Math.min(spec.max(), used), spec.scaleDownDelay(), now);
    Size size = limited(spec, load, current, next, kept(spec, current, next, asked));
    Need shown = surge > needed.replicas() ? latest : needed;
    return new ScaleDecision(
        size.replicas(),
        size.replicas() == 0 ? ScaleMode.ZERO : mode(panicking),
        size.cause(),
        ScaleReasons.follow(spec, load, shown, size),
        next.deciding(size.replicas()));
  }

  /**
   * Twice the replicas when the last second needs that or more: the average over the panic window
   * follows within seconds, and by then they start already. 0 where there is no surge.
   */
  private static int surge(Need latest, int current) {
    boolean surges = needsTwice(latest, current) && latest.replicas() >= current + LEAST_SURGE;
    return surges ? twice(current) : 0;
  }

  private static boolean needsTwice(Need need, int current) {
    return need.replicas() >= twice(current);
  }

  private static int twice(int current) {
    return PANIC_FACTOR * Math.max(1, current);
  }

  /** That nobody asks is known once all gateways were heard for a stable window. */
  private static ScaleMemory watched(
      ScaleSpec spec, LoadStats.Known load, boolean bursts, ScaleMemory known, Instant now) {
    ScaleMemory heard = load.missing() == 0 ? known : known.blinded(now);
    boolean idle = load.idle() && !heard.blindWithin(spec.stableWindow());
    return (bursts ? heard.bursting(now) : heard).idling(idle, now);
  }

  /** What the load needs, present and foreseen. */
  private static Size asked(
      ScaleSpec spec, LoadStats.Known load, int current, int needed, int surge) {
    int foreseen =
        load.foreseen()
            .map(then -> Demand.replicas(spec, then, spec.stableWindow(), current))
            .orElse(0);
    return new Size(needed, Cause.LOAD)
        .atLeast(surge, Cause.SURGE)
        .atLeast(foreseen, Cause.FORESEEN)
        .atLeast(wakes(spec, load, current), Cause.WAKE);
  }

  private static int wakes(ScaleSpec spec, LoadStats.Known load, int current) {
    boolean wakes = current == 0 && load.busy();
    return wakes ? spec.sleep().map(ScaleSpec.Sleep::activation).orElse(1) : 0;
  }

  /** Not down while that may be wrong. */
  private static Size kept(ScaleSpec spec, int current, ScaleMemory memory, Size asked) {
    if (memory.burstWithin(spec.stableWindow())) {
      return asked.atLeast(current, Cause.BURST);
    }
    boolean blind = memory.blindWithin(spec.stableWindow());
    int peak = rests(spec, current, memory) ? 0 : memory.needed().largest();
    return asked
        .atLeast(Math.min(current, peak), Cause.DELAY)
        .atLeast(blind ? Math.min(current, memory.decided()) : 0, Cause.UNSEEN);
  }

  private static Size limited(
      ScaleSpec spec, LoadStats.Known load, int current, ScaleMemory memory, Size size) {
    return size.atMost(most(spec, load, current, memory), Cause.SCALE_UP)
        .atLeast(Math.min(current, least(spec, memory)), Cause.SCALE_DOWN)
        .atMost(spec.max(), Cause.MAX)
        .atLeast(floor(spec, current, memory, size), floorCause(spec, memory));
  }

  /** Never fewer than there are, nor than a first request wakes. */
  private static int most(ScaleSpec spec, LoadStats.Known load, int current, ScaleMemory memory) {
    int fewest = Math.max(spec.min(), -memory.fewest().largest());
    int allowed = spec.scaleUp().map(rate -> fewest + rate.most(fewest)).orElse(Integer.MAX_VALUE);
    return Math.max(allowed, Math.max(current, wakes(spec, load, current)));
  }

  private static int least(ScaleSpec spec, ScaleMemory memory) {
    int most = memory.most().largest();
    return spec.scaleDown().map(rate -> most - rate.most(most)).orElse(0);
  }

  private static int floor(ScaleSpec spec, int current, ScaleMemory memory, Size size) {
    return rests(spec, current, memory) && size.replicas() == 0 ? 0 : spec.min();
  }

  /** Whether a pool sleeps already, or may, since it has had no request for long enough. */
  private static boolean rests(ScaleSpec spec, int current, ScaleMemory memory) {
    return spec.sleep().isPresent() && (current == 0 || memory.idleFor(spec.rest()));
  }

  private static Cause floorCause(ScaleSpec spec, ScaleMemory memory) {
    boolean rests = spec.sleep().isPresent() && memory.idle().isPresent();
    return rests ? Cause.GRACE : Cause.MIN;
  }

  private static ScaleMode mode(boolean panicking) {
    return panicking ? ScaleMode.PANIC : ScaleMode.STABLE;
  }

  /** Replicas that carry the load: without those that start still. */
  private static int serving(LoadStats.Known load, int current) {
    return load.ready() == 0 ? current : Math.min(load.ready(), current);
  }
}
