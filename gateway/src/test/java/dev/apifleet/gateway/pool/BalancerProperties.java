package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig.Algorithm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BalancerProperties {
  @Property(tries = 300)
  void everyAlgorithmChoosesAmongTheUsableAlone(
      @ForAll Algorithm algorithm,
      @ForAll @IntRange(min = 1, max = 12) int size,
      @ForAll @Size(max = 12) Set<@IntRange(max = 11) Integer> unhealthy,
      @ForAll @Size(max = 3) Set<@IntRange(max = 11) Integer> tried,
      @ForAll String key) {
    Spread spread = new Spread();
    spread.use(algorithm, Spread.hashed(125), Spread.CHECKED, List.of(), Spread.alike(size));
    List<Endpoint> all = spread.pool.members().endpoints();
    unhealthy.stream().filter(i -> i < size).forEach(i -> all.get(i).healthy(false, spread.now));
    List<Endpoint> already = tried.stream().filter(i -> i < size).map(all::get).toList();
    List<Endpoint> usable = new ArrayList<>(all);
    usable.removeIf(endpoint -> !endpoint.isHealthy());
    List<Endpoint> fresh = new ArrayList<>(usable);
    fresh.removeAll(already);
    Choice choice = spread.pool.choose(already, new Asked("192.0.2.1", key), spread.now);
    if (usable.isEmpty()) {
      assertThat(choice).isEqualTo(new Choice.NoneHealthy(size, 0));
    } else {
      assertThat(((Permit) choice).endpoint()).isIn(fresh.isEmpty() ? usable : fresh);
    }
  }

  @Property(tries = 200)
  void weightsAreKeptExactlyOverEachFullRound(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 50) Integer> weights,
      @ForAll @IntRange(min = 1, max = 3) int rounds) {
    Spread spread = new Spread();
    spread.use(
        Algorithm.WEIGHTED_ROUND_ROBIN,
        Spread.weighing(weights.stream().mapToInt(Integer::intValue).toArray()));
    int sum = weights.stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      expected.put("e" + i, weights.get(i) * rounds);
    }
    assertThat(spread.counts(sum * rounds)).isEqualTo(expected);
  }

  @Property(tries = 100)
  void theBoundHoldsForAnyKeysAndWeights(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 5) Integer> weights,
      @ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> keys,
      @ForAll @IntRange(min = 101, max = 300) int bound) {
    Spread spread = new Spread();
    spread.use(
        Algorithm.CONSISTENT_HASH,
        Spread.hashed(bound),
        Spread.weighing(weights.stream().mapToInt(Integer::intValue).toArray()));
    double sum = weights.stream().mapToInt(Integer::intValue).sum();
    int load = 0;
    for (int key : keys) {
      spread.permit("key-" + key);
      load++;
      for (Endpoint endpoint : spread.pool.members().endpoints()) {
        double fair = load * endpoint.weight() / sum;
        assertThat(endpoint.inFlight())
            .isLessThanOrEqualTo((int) Math.ceil(fair * bound / 100 - 1e-9));
      }
    }
  }

  @Property(tries = 200)
  void noEndpointHasMoreThanOneRequestMoreThanAnother(
      @ForAll @IntRange(min = 1, max = 10) int size, @ForAll @IntRange(max = 60) int requests) {
    Spread spread = new Spread();
    spread.use(Algorithm.LEAST_CONNECTIONS, Spread.alike(size));
    for (int i = 0; i < requests; i++) {
      spread.permit("k");
    }
    assertThat(spread.pool.members().endpoints())
        .allSatisfy(
            e -> assertThat(e.inFlight()).isBetween(requests / size, (requests + size - 1) / size));
  }
}
