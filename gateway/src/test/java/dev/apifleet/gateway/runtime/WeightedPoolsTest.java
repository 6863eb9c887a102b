package dev.apifleet.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.runtime.WeightedPools.Weighted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WeightedPoolsTest {
  private static WeightedPools pools(List<Integer> weights) {
    List<Weighted> weighted = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      weighted.add(
          new Weighted(
              Optional.of(new Pool("p" + i, new PoolSite(Place.UNKNOWN, () -> 0, () -> 0))),
              weights.get(i)));
    }
    return new WeightedPools(weighted);
  }

  private static Map<String, Integer> choices(WeightedPools pools, int requests) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      counts.merge(pools.next().map(Pool::name).orElse("none"), 1, Integer::sum);
    }
    return counts;
  }

  @Property
  void aFullRunIsSplitExactly(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 200) Integer> weights) {
    int total = weights.stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> counts = choices(pools(weights), total);
    for (int i = 0; i < weights.size(); i++) {
      assertThat(counts.getOrDefault("p" + i, 0)).isEqualTo(weights.get(i));
    }
  }

  @Test
  void isExactHoweverManyThreadsAsk() {
    WeightedPools pools = pools(List.of(50, 33, 17));
    Map<String, Long> counts =
        IntStream.range(0, 10_000)
            .parallel()
            .mapToObj(_ -> pools.next().map(Pool::name).orElse("none"))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    assertThat(counts).isEqualTo(Map.of("p0", 5_000L, "p1", 3_300L, "p2", 1_700L));
  }

  @Test
  void poolsAreMixedWithinARun() {
    assertThat(choices(pools(List.of(90, 10)), 20).get("p1")).isBetween(1, 3);
  }

  @Test
  void withoutWeightNothingIsChosen() {
    assertThat(choices(pools(List.of(0, 0)), 3)).isEqualTo(Map.of("none", 3));
  }
}
