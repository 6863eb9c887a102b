package dev.apifleet.bench.scaling;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadWindow.Reading;
import dev.apifleet.operator.autoscale.PoolBook;
import dev.apifleet.operator.autoscale.ScaleDecider;
import dev.apifleet.operator.autoscale.ScaleDecision;
import dev.apifleet.operator.autoscale.ScaleMemory;
import dev.apifleet.operator.autoscale.ScaleSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operator's own classes, told by three gateways that share the load: each reports once a
 * second, and at once when its requests under way have doubled. Decisions are taken twice a second,
 * and sooner when a report needs more than there is, but at most every 200 ms.
 */
final class Ours implements Autoscaler {
  private static final int GATEWAYS = 3;
  private static final long BEAT = 500;
  private static final long GAP = 200;

  private final String name;
  private final ScaleSpec spec;
  private final PoolBook book;
  private final List<Gateway> gateways =
      Stream.iterate(0, index -> index < GATEWAYS, index -> index + 1).map(Gateway::new).toList();
  private Optional<ScaleMemory> memory = Optional.empty();
  private long decided = Long.MIN_VALUE / 2;

  /** What one gateway measures between two reports. */
  private static final class Gateway {
    private static final long EVERY = 1_000;
    private static final int LEAST_SURGE = 10;
    private final int index;
    private double area;
    private double arrived;
    private double reported;
    private long since = -1;

    Gateway(int index) {
      this.index = index;
    }

    Optional<Reading> see(Seen seen) {
      double underWay = seen.underWay() / GATEWAYS;
      since = since < 0 ? seen.now() - Service.STEP : since;
      area += underWay;
      arrived += seen.rate() / GATEWAYS;
      boolean due = (seen.now() + index * 300L) % EVERY == 0;
      boolean surged =
          seen.now() % GAP == 0 && underWay >= Math.max(2 * reported, reported + LEAST_SURGE);
      boolean first = reported == 0 && underWay > 0 && seen.ready() == 0;
      return due || surged || first
          ? Optional.of(report(seen, surged, underWay))
          : Optional.empty();
    }

    private Reading report(Seen seen, boolean surged, double underWay) {
      double steps = (seen.now() - since) / (double) Service.STEP;
      Average load = Average.of(surged ? underWay : area / steps, arrived / steps, 0);
      reported = Math.max(load.concurrency(), underWay);
      since = seen.now();
      area = 0;
      arrived = 0;
      int waiting = (int) Math.ceil(seen.ready() == 0 ? underWay : 0);
      return new Reading(load, waiting, seen.ready());
    }
  }

  Ours(String name, ScaleSpec spec) {
    this.name = name;
    this.spec = spec;
    this.book = new PoolBook(spec);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int fewest() {
    return spec.sleep().isPresent() ? 0 : spec.min();
  }

  @Override
  public int wanted(Seen seen) {
    Instant now = Instant.ofEpochMilli(seen.now());
    book.capacity(seen.replicas());
    boolean over = false;
    for (Gateway gateway : gateways) {
      Optional<Reading> reading = gateway.see(seen);
      reading.ifPresent(told -> book.window().report("gateway-" + gateway.index, told, now));
      over |= reading.isPresent() && book.isOver();
    }
    boolean due = seen.now() % BEAT == 0 || over;
    return due && seen.now() >= decided + GAP ? decide(seen, now) : seen.replicas();
  }

  private int decide(Seen seen, Instant now) {
    decided = seen.now();
    ScaleMemory known = memory.orElseGet(() -> ScaleMemory.startingAt(seen.replicas(), now));
    ScaleDecision decision =
        ScaleDecider.decide(spec, book.stats(now), seen.replicas(), known, now);
    memory = Optional.of(decision.memory());
    return decision.replicas();
  }
}
