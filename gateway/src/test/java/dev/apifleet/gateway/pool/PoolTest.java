package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PoolTest {
  private static final long SECOND = 1_000_000_000L;

  private final Pool pool = new Pool("ns/api", new PoolSite(Place.UNKNOWN, () -> 0, () -> 0));
  private final long now = 100 * SECOND;

  private static BreakerConfig breaker(int failures, int maxEjected) {
    return new BreakerConfig(failures, 100, 1_000, 10_000, 30_000, 1, maxEjected);
  }

  private void use(Algorithm algorithm, BreakerConfig breaker, String... names) {
    List<EndpointConfig> endpoints =
        Stream.of(names).map(name -> new EndpointConfig(name, "127.0.0.1", 8080)).toList();
    pool.use(
        pool.membersBy(
            new PoolConfig("ns/api", algorithm, breaker),
            new EndpointsConfig("ns/api", endpoints)));
  }

  private Permit permit() {
    return (Permit) pool.choose(List.of(), Asked.NOBODY, now);
  }

  private void fail(String name) {
    for (int i = 0; i < 100; i++) {
      Permit permit = permit();
      if (permit.endpoint().name().equals(name)) {
        permit.failed(now);
        permit.release();
        return;
      }
      permit.succeeded(now);
      permit.release();
    }
    throw new AssertionError(name + " was never chosen");
  }

  private Map<String, Integer> choices(int requests) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      Permit permit = permit();
      counts.merge(permit.endpoint().name(), 1, Integer::sum);
      permit.succeeded(now);
      permit.release();
    }
    return counts;
  }

  @Property
  void roundRobinIsEvenWhateverTheNumbers(
      @ForAll @IntRange(min = 1, max = 20) int endpoints,
      @ForAll @IntRange(max = 200) int requests) {
    String[] names =
        Stream.iterate(0, i -> i + 1).limit(endpoints).map(i -> "e" + i).toArray(String[]::new);
    use(Algorithm.ROUND_ROBIN, breaker(5, 100), names);
    for (int count : choices(requests).values()) {
      assertThat(count).isBetween(requests / endpoints, requests / endpoints + 1);
    }
  }

  @Test
  void theShareOfAnOpenEndpointIsSpreadEvenly() {
    use(Algorithm.ROUND_ROBIN, breaker(1, 100), "a", "b", "c", "d");
    fail("b");
    assertThat(choices(300)).isEqualTo(Map.of("a", 100, "c", 100, "d", 100));
  }

  @Test
  void leastConnectionsPrefersTheIdlest() {
    use(Algorithm.LEAST_CONNECTIONS, breaker(5, 100), "a", "b", "c");
    Permit first = permit();
    Permit second = permit();
    Permit third = permit();
    assertThat(List.of(first, second, third))
        .extracting(p -> p.endpoint().name())
        .containsExactlyInAnyOrder("a", "b", "c");
    second.release();
    assertThat(permit().endpoint()).isSameAs(second.endpoint());
  }

  @Test
  void leastConnectionsTakesTurnsAmongEquals() {
    use(Algorithm.LEAST_CONNECTIONS, breaker(5, 100), "a", "b", "c");
    assertThat(choices(99)).isEqualTo(Map.of("a", 33, "b", 33, "c", 33));
  }

  @Test
  void aRetryGoesToAnotherEndpointWhereThereIsOne() {
    use(Algorithm.ROUND_ROBIN, breaker(5, 100), "a", "b");
    List<Endpoint> tried = new ArrayList<>(List.of(permit().endpoint()));
    Permit second = (Permit) pool.choose(tried, Asked.NOBODY, now);
    assertThat(tried).doesNotContain(second.endpoint());
    tried.add(second.endpoint());
    assertThat(pool.choose(tried, Asked.NOBODY, now)).isInstanceOf(Permit.class);
  }

  @Test
  void saysWhenTheFirstProbeIsDueWhereAllAreOpen() {
    use(Algorithm.ROUND_ROBIN, breaker(1, 100), "a", "b");
    fail("a");
    fail("b");
    assertThat(pool.choose(List.of(), Asked.NOBODY, now + SECOND))
        .isEqualTo(new Choice.AllOpen(29 * SECOND));
    assertThat(pool.members().phase()).isEqualTo(Phase.OPEN);
    assertThat(pool.choose(List.of(), Asked.NOBODY, now + 30 * SECOND)).isInstanceOf(Permit.class);
    assertThat(pool.members().phase()).isEqualTo(Phase.HALF_OPEN);
  }

  @Test
  void ejectsNoMoreThanItsShare() {
    use(Algorithm.ROUND_ROBIN, breaker(1, 50), "a", "b", "c", "d");
    fail("a");
    fail("b");
    fail("c");
    assertThat(choices(100).keySet()).containsExactly("c", "d");
  }

  @Test
  void aPoolOfOneMayEjectItWhateverTheShare() {
    use(Algorithm.ROUND_ROBIN, breaker(1, 10), "a");
    fail("a");
    assertThat(pool.choose(List.of(), Asked.NOBODY, now)).isInstanceOf(Choice.AllOpen.class);
  }

  @Test
  void endpointsStayTheSameWhereNameAndAddressDo() {
    use(Algorithm.ROUND_ROBIN, breaker(5, 100), "a", "b");
    List<Endpoint> before = pool.members().endpoints();
    use(Algorithm.LEAST_CONNECTIONS, breaker(7, 100), "b", "c");
    assertThat(pool.members().endpoints()).contains(before.getLast()).hasSize(2);
  }

  @Test
  void unchangedMembersAreTakenOver() {
    use(Algorithm.ROUND_ROBIN, breaker(5, 100), "a", "b");
    Members before = pool.members();
    use(Algorithm.ROUND_ROBIN, breaker(5, 100), "a", "b");
    assertThat(pool.members()).isSameAs(before);
  }

  @Test
  void refusesABreakerThatCouldNeverTrip() {
    assertThatThrownBy(() -> use(Algorithm.ROUND_ROBIN, breaker(0, 100), "a"))
        .hasMessageContaining("breaker.consecutiveFailures is 0");
  }

  @Test
  void hasNoEndpointWhenEmpty() {
    use(Algorithm.ROUND_ROBIN, breaker(5, 100));
    assertThat(pool.choose(List.of(), Asked.NOBODY, now)).isInstanceOf(Choice.NoEndpoint.class);
  }
}
