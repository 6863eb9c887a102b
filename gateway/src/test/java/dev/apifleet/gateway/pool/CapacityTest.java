package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import dev.apifleet.snapshot.PoolConfig.DisabledConfig;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A limit for each replica follows those that take requests. */
class CapacityTest {
  private static final ConcurrencyConfig TEN_EACH = new ConcurrencyConfig(10, true, false, 5, 500);

  private final Spread spread = new Spread();

  @BeforeEach
  void limit() {
    spread.limit(TEN_EACH);
  }

  private void use(int endpoints, DisabledConfig... disabled) {
    spread.use(
        Algorithm.ROUND_ROBIN, null, Spread.CHECKED, List.of(disabled), Spread.alike(endpoints));
  }

  private int limit(Spread of) {
    return of.pool.door().limit();
  }

  @Test
  void itFollowsEndpointsThatComeAndGo() {
    use(3);
    assertThat(limit(spread)).isEqualTo(30);
    use(15);
    assertThat(limit(spread)).isEqualTo(150);
    use(2);
    assertThat(limit(spread)).isEqualTo(20);
    use(0);
    assertThat(limit(spread)).as("that of one").isEqualTo(10);
    use(1);
    assertThat(limit(spread)).isEqualTo(10);
  }

  @Test
  void itFollowsBreakersAndAProbeIsNoCapacity() {
    use(2);
    Permit fails = spread.permit("k");
    fails.failed(spread.now);
    fails.release();
    assertThat(limit(spread)).isEqualTo(10);
    spread.now += 31 * Spread.SECOND;
    Permit first = spread.permit("k");
    Permit second = spread.permit("k");
    assertThat(limit(spread)).as("while one is probed").isEqualTo(10);
    spread.done(first);
    spread.done(second);
    assertThat(limit(spread)).isEqualTo(20);
  }

  @Test
  void itFollowsHealthChecks() {
    use(3);
    spread.get("e1").healthy(false, spread.now);
    spread.pool.recount();
    assertThat(limit(spread)).isEqualTo(20);
    spread.get("e1").healthy(true, spread.now);
    spread.pool.recount();
    assertThat(limit(spread)).isEqualTo(30);
  }

  @Test
  void disabledEndpointsCountAgainWhenTheirTimeIsOverAndSomebodyWaits() {
    use(3, new DisabledConfig("e1", spread.epochMillis + 60_000));
    assertThat(limit(spread)).isEqualTo(20);
    spread.now += 60 * Spread.SECOND;
    spread.pool.recountDisabled();
    assertThat(limit(spread)).isEqualTo(30);
  }

  @Test
  void whoWaitsGoesInWhenAnotherReplicaIsThere() {
    spread.limit(new ConcurrencyConfig(1, true, false, 5, 500));
    use(1);
    Door door = spread.pool.door();
    assertThat(door.tryEnter()).isTrue();
    boolean[] inside = new boolean[1];
    door.queue(
        0,
        0,
        new Ticket.Waiter() {
          @Override
          public void admitted() {
            inside[0] = true;
          }

          @Override
          public void displaced() {
            throw new IllegalStateException("nobody else has come");
          }
        },
        spread.now);
    assertThat(inside[0]).isFalse();
    use(2);
    assertThat(inside[0]).isTrue();
  }

  @Test
  void aSharedLimitIsSplitAmongTheGateways() {
    spread.limit(new ConcurrencyConfig(10, true, false, 5, 500, true));
    use(3);
    spread.pool.shareAmong(4);
    assertThat(limit(spread)).as("a quarter of thirty, rounded up").isEqualTo(8);
    use(15);
    assertThat(limit(spread)).isEqualTo(38);
    spread.pool.shareAmong(200);
    assertThat(limit(spread)).isEqualTo(1);
  }

  @Test
  void aLimitOfEachGatewayDoesNotKnowOfTheOthers() {
    use(3);
    spread.pool.shareAmong(4);
    assertThat(limit(spread)).isEqualTo(30);
  }
}
