package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.Locality;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalityTest {
  private static final int REQUESTS = 10_000;
  private static final Place HERE = new Place("north-a", "north");
  private static final List<EndpointConfig> ENDPOINTS =
      List.of(
          Spread.endpoint(0, 1, "north-a", "north"),
          Spread.endpoint(1, 1, "north-a", "north"),
          Spread.endpoint(2, 1, "north-b", "north"),
          Spread.endpoint(3, 1, "south-a", "south"));

  private static Spread spread(Place place, Locality locality) {
    return new Spread(place)
        .use(Algorithm.ROUND_ROBIN, Spread.near(locality), Spread.CHECKED, List.of(), ENDPOINTS);
  }

  @Test
  void requestsStayInTheZoneWhileItsEndpointsAreUsable() {
    assertThat(spread(HERE, Locality.ZONE).counts(100)).isEqualTo(Map.of("e0", 50, "e1", 50));
  }

  @Test
  void theRegionIsWider() {
    assertThat(spread(HERE, Locality.REGION).counts(300).keySet())
        .containsExactlyInAnyOrder("e0", "e1", "e2");
  }

  @Test
  void belowTheThresholdTheyOverflowInProportion() {
    Spread spread = spread(HERE, Locality.ZONE);
    spread.get("e1").healthy(false, spread.now);
    // Half is usable where 70 % should be: 50/70 stay, the others share the rest.
    Map<String, Integer> counts = spread.counts(REQUESTS);
    assertThat(counts.get("e0") / (double) REQUESTS).isCloseTo(0.714, within(0.02));
    assertThat(counts.get("e2") / (double) REQUESTS).isCloseTo(0.143, within(0.02));
    assertThat(counts.get("e3") / (double) REQUESTS).isCloseTo(0.143, within(0.02));
    assertThat(counts).doesNotContainKey("e1");
  }

  @Test
  void withoutAnyLeftTheOthersTakeAll() {
    Spread spread = spread(HERE, Locality.ZONE);
    spread.get("e0").healthy(false, spread.now);
    spread.get("e1").healthy(false, spread.now);
    assertThat(spread.counts(100)).isEqualTo(Map.of("e2", 50, "e3", 50));
  }

  @Test
  void withoutAnyOtherTheLastOneHereTakesAll() {
    Spread spread = spread(HERE, Locality.ZONE);
    List.of("e1", "e2", "e3").forEach(name -> spread.get(name).healthy(false, spread.now));
    assertThat(spread.counts(100)).isEqualTo(Map.of("e0", 100));
  }

  @Test
  void aRetryLeavesTheZoneWhenAllThereWereTried() {
    Spread spread = spread(HERE, Locality.ZONE);
    List<Endpoint> tried = List.of(spread.get("e0"), spread.get("e1"));
    assertThat(((Permit) spread.pool.choose(tried, Asked.NOBODY, spread.now)).endpoint().name())
        .isIn("e2", "e3");
  }

  @Test
  void aGatewayThatDoesNotKnowItsZonePrefersNone() {
    assertThat(spread(Place.UNKNOWN, Locality.ZONE).counts(100))
        .isEqualTo(Map.of("e0", 25, "e1", 25, "e2", 25, "e3", 25));
  }

  @Test
  void aZoneWithoutEndpointsPrefersNone() {
    assertThat(spread(new Place("west-a", "west"), Locality.ZONE).counts(100)).hasSize(4);
  }

  @Test
  void aKeyThatOverflowsDoesSoEachTime() {
    Spread spread =
        new Spread(HERE)
            .use(
                Algorithm.CONSISTENT_HASH,
                Spread.near(Locality.ZONE),
                Spread.CHECKED,
                List.of(),
                ENDPOINTS);
    spread.get("e1").healthy(false, spread.now);
    for (int i = 0; i < 50; i++) {
      assertThat(spread.of("c", "key-" + i)).isEqualTo(spread.of("c", "key-" + i));
    }
  }
}
