package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apifleet.snapshot.PoolConfig.Algorithm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BalancersTest {
  private static final int KEYS = 20_000;

  private final Spread spread = new Spread();

  private static Collection<Integer> sizes(Map<?, Integer> counts) {
    return counts.values();
  }

  private Map<String, String> owners(Algorithm algorithm) {
    Map<String, String> owners = new HashMap<>();
    for (int i = 0; i < KEYS; i++) {
      String key = algorithm == Algorithm.IP_HASH ? "10.1." + i / 250 + "." + i % 250 : "key-" + i;
      owners.put(key, spread.of(key, key));
    }
    return owners;
  }

  @Test
  void roundRobinGivesEachAThirdExactly() {
    assertThat(spread.use(Algorithm.ROUND_ROBIN, Spread.alike(3)).counts(9_999))
        .isEqualTo(Map.of("e0", 3_333, "e1", 3_333, "e2", 3_333));
  }

  @Test
  void weightedRoundRobinKeepsTheWeightsExactlyAndMixesSmoothly() {
    spread.use(Algorithm.WEIGHTED_ROUND_ROBIN, Spread.weighing(3, 2, 1));
    assertThat(Stream.generate(() -> spread.of("c", "k")).limit(12))
        .containsExactly("e0", "e1", "e0", "e2", "e1", "e0", "e0", "e1", "e0", "e2", "e1", "e0");
    assertThat(spread.counts(600)).isEqualTo(Map.of("e0", 300, "e1", 200, "e2", 100));
  }

  @Test
  void aNewWeightCountsAtOnceAndTheBreakerStays() {
    spread.use(Algorithm.WEIGHTED_ROUND_ROBIN, Spread.weighing(1, 1));
    Breaker breaker = spread.get("e0").breaker();
    spread.use(Algorithm.WEIGHTED_ROUND_ROBIN, Spread.weighing(9, 1));
    assertThat(spread.get("e0").breaker()).isSameAs(breaker);
    assertThat(spread.counts(100)).isEqualTo(Map.of("e0", 90, "e1", 10));
  }

  @ParameterizedTest
  @EnumSource(names = {"IP_HASH", "CONSISTENT_HASH"})
  void onlyTheKeysOfARemovedEndpointMove(Algorithm algorithm) {
    spread.use(algorithm, Spread.hashed(1000), Spread.alike(10));
    Map<String, String> before = owners(algorithm);
    spread.use(algorithm, Spread.hashed(1000), Spread.alike(9));
    Map<String, String> after = owners(algorithm);
    long moved =
        before.keySet().stream().filter(key -> !before.get(key).equals(after.get(key))).count();
    before.forEach(
        (key, owner) -> {
          if (!owner.equals("e9")) {
            assertThat(after.get(key)).isEqualTo(owner);
          }
        });
    // A tenth, and three parts in a hundred for what 100 points on the ring scatter.
    assertThat(moved / (double) KEYS).isCloseTo(0.1, within(0.03));
  }

  @ParameterizedTest
  @EnumSource(names = {"IP_HASH", "CONSISTENT_HASH"})
  void aKeyGoesOnWhenItsEndpointIsNotUsableAndComesBack(Algorithm algorithm) {
    spread.use(algorithm, Spread.hashed(1000), null, List.of(), Spread.alike(5));
    String owner = spread.of("192.0.2.9", "k");
    spread.use(algorithm, Spread.hashed(1000), Spread.CHECKED, List.of(), Spread.alike(5));
    spread.get(owner).healthy(false, spread.now);
    String next = spread.of("192.0.2.9", "k");
    assertThat(next).isNotEqualTo(owner).isEqualTo(spread.of("192.0.2.9", "k"));
    spread.get(owner).healthy(true, spread.now);
    assertThat(spread.of("192.0.2.9", "k")).isEqualTo(owner);
  }

  @Test
  void ipHashSpreadsClientsEvenly() {
    spread.use(Algorithm.IP_HASH, Spread.alike(4));
    Map<String, Integer> clients = new HashMap<>();
    owners(Algorithm.IP_HASH).values().forEach(owner -> clients.merge(owner, 1, Integer::sum));
    // 20,000 clients scatter by 0.3 points of a quarter; 1.5 is five times that.
    assertThat(sizes(clients))
        .hasSize(4)
        .allSatisfy(n -> assertThat(n / (double) KEYS).isCloseTo(0.25, within(0.015)));
  }

  @Test
  void theRingFollowsTheWeights() {
    spread.use(Algorithm.CONSISTENT_HASH, Spread.hashed(1000), Spread.weighing(3, 2, 1));
    Map<String, Integer> keys = new HashMap<>();
    owners(Algorithm.CONSISTENT_HASH).values().forEach(o -> keys.merge(o, 1, Integer::sum));
    assertThat(keys.get("e0") / (double) KEYS).isCloseTo(0.50, within(0.06));
    assertThat(keys.get("e1") / (double) KEYS).isCloseTo(0.33, within(0.06));
    assertThat(keys.get("e2") / (double) KEYS).isCloseTo(0.17, within(0.06));
  }

  @Test
  void oneHotKeyNeverLoadsAnEndpointBeyondTheBound() {
    spread.use(Algorithm.CONSISTENT_HASH, Spread.hashed(125), Spread.alike(8));
    List<Permit> underWay = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      underWay.add(spread.permit("hot"));
      long most = (long) Math.ceil(1.25 * i / 8);
      spread
          .pool
          .members()
          .endpoints()
          .forEach(e -> assertThat(e.inFlight()).isLessThanOrEqualTo((int) most));
    }
    underWay.forEach(spread::done);
    assertThat(IntStream.range(0, 50).mapToObj(_ -> spread.of("c", "hot")).distinct()).hasSize(1);
  }

  @Test
  void keysThatARequestLacksAreReplacedByItsAddress() {
    spread.use(Algorithm.CONSISTENT_HASH, Spread.hashed(1000), Spread.alike(10));
    assertThat(spread.of("192.0.2.1", null)).isEqualTo(spread.of("192.0.2.1", null));
    assertThat(IntStream.range(0, 100).mapToObj(i -> spread.of("192.0.2." + i, null)).distinct())
        .hasSizeGreaterThan(5);
  }

  /** The part of so many requests that e0 gets, when it takes so long and the others 5 ms. */
  private double shareOfE0(int requests, long nanos) {
    int count = 0;
    for (int i = 0; i < requests; i++) {
      Permit permit = spread.permit("k");
      boolean first = permit.endpoint().name().equals("e0");
      count += first ? 1 : 0;
      spread.now += first ? nanos : 5_000_000;
      spread.done(permit);
    }
    return count / (double) requests;
  }

  @Test
  void ewmaAvoidsTheSlowEndpointAndFindsOutWhenItIsFastAgain() {
    spread.use(Algorithm.PEAK_EWMA, Spread.alike(4));
    // Evenly it would get a quarter.
    assertThat(shareOfE0(5_000, 50_000_000)).isLessThan(0.02);
    shareOfE0(20_000, 5_000_000);
    assertThat(shareOfE0(20_000, 5_000_000)).isCloseTo(0.25, within(0.05));
  }

  @Test
  void ewmaSpreadsOpenRequestsEvenlyOverEqualEndpoints() {
    spread.use(Algorithm.PEAK_EWMA, Spread.alike(5));
    spread
        .pool
        .members()
        .endpoints()
        .forEach(e -> e.record().latency().observe(1_000_000, spread.now));
    for (int i = 0; i < 500; i++) {
      spread.permit("k");
    }
    // The power of two choices: no endpoint is more than a few requests above the average of 100.
    assertThat(spread.pool.members().endpoints())
        .allSatisfy(e -> assertThat(e.inFlight()).isBetween(95, 105));
  }

  @Test
  void aBurstDoesNotAllGoToTheEndpointThatNobodyHasMeasured() {
    spread.use(Algorithm.PEAK_EWMA, Spread.alike(2));
    spread.get("e0").record().latency().observe(1_000_000, spread.now);
    for (int i = 0; i < 10; i++) {
      spread.permit("k");
    }
    assertThat(spread.get("e1").inFlight()).isEqualTo(1);
  }
}
