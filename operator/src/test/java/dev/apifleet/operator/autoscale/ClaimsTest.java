package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private final BackendPool older =
      Pools.createdAt(Pools.fixed("zulu", "api", 3), "2026-01-01T00:00:00Z");
  private final BackendPool younger =
      Pools.createdAt(Pools.automatic("alpha", "api", 1, 5), "2026-01-02T00:00:00Z");

  @Test
  void theOlderPoolWins() {
    Claims claims = new Claims(List.of(younger, older), List.of());
    assertThat(claim(claims, older)).isEqualTo(new Claim.Granted());
    assertThat(claim(claims, younger)).isEqualTo(new Claim.HeldByPool("zulu"));
  }

  @Test
  void theNameDecidesBetweenPoolsOfTheSameSecond() {
    BackendPool twin = Pools.fixed("yankee", "api", 2);
    Claims claims = new Claims(List.of(older, twin), List.of());
    assertThat(claim(claims, twin)).isEqualTo(new Claim.Granted());
    assertThat(claim(claims, older)).isEqualTo(new Claim.HeldByPool("yankee"));
  }

  @Test
  void aPoolThatOnlyLooksStandsInNobodysWay() {
    BackendPool watcher = Pools.createdAt(Pools.observed("first", "api"), "2025-01-01T00:00:00Z");
    assertThat(claim(new Claims(List.of(watcher, older), List.of()), older))
        .isEqualTo(new Claim.Granted());
  }

  @Test
  void anHpaOnTheTargetKeepsUsOff() {
    Claims claims =
        new Claims(List.of(older), List.of(Pools.hpa("cpu", "api"), Pools.hpa("other", "web")));
    assertThat(claim(claims, older)).isEqualTo(new Claim.HeldByHpa("cpu"));
  }

  private static Claim claim(Claims claims, BackendPool pool) {
    return claims.of(pool, ScaleTarget.of(pool).orElseThrow());
  }
}
