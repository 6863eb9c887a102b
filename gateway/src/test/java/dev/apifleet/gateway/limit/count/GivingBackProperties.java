package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** A bucket to which units are given back late, beside one that was never charged them. */
class GivingBackProperties {
  /** Units at a time; those that were given back are taken out, as if they had never been. */
  private record Charged(long time, long units, long stamp) {}

  private final List<Charged> charged = new ArrayList<>();

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void isNeverFullerThanIfThoseUnitsHadNeverBeenCharged(
      @ForAll @LongRange(min = 1, max = 2_000) long requests,
      @ForAll @LongRange(min = 1, max = 100) long capacity,
      @ForAll long seed) {
    Random random = new Random(seed);
    Limit limit = new Limit(Algorithm.TOKEN_BUCKET, requests, 1_000, capacity, 0);
    Level level = new Level(limit, capacity, 0, 0);
    charged.clear();
    long now = 0;
    for (int i = 0; i < 100; i++) {
      now += random.nextInt(3) == 0 ? random.nextLong(1 + 1_000 * capacity / requests) : 0;
      level.advance(limit, capacity, now);
      long units = random.nextLong(1, 2 + capacity / 3);
      if (random.nextBoolean() && level.free(0) >= units) {
        charged.add(new Charged(now, units, level.charge(units)));
      } else if (!charged.isEmpty()) {
        Charged back = charged.remove(random.nextInt(charged.size()));
        level.giveBack(back.units(), back.stamp());
      }
      assertThat(level.free(0)).isLessThanOrEqualTo(free(limit, now));
    }
  }

  /** The room in a bucket that was charged only what is in the list. */
  private long free(Limit limit, long now) {
    long level = 0;
    long at = 0;
    for (Charged each : charged) {
      level = Math.max(0, level - (each.time() - at) * limit.requests());
      level += each.units() * limit.window();
      at = each.time();
    }
    level = Math.max(0, level - (now - at) * limit.requests());
    return Math.floorDiv(limit.capacity() * limit.window() - level, limit.window());
  }
}
