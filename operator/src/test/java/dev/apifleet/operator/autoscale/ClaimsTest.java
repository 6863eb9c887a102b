package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.translator.ObjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private final Subject older =
      subject(Pools.createdAt(Pools.fixed("zulu", "api", 3), "2026-01-01T00:00:00Z"));
  private final Subject younger =
      subject(Pools.createdAt(Pools.automatic("alpha", "api", 1, 5), "2026-01-02T00:00:00Z"));

  @Test
  void theOlderPoolWins() {
    Claims claims = new Claims(List.of(younger, older), List.of());
    assertThat(claim(claims, older)).isEqualTo(new Claim.Granted());
    assertThat(claim(claims, younger)).isEqualTo(heldBy("zulu"));
  }

  @Test
  void theNameDecidesBetweenPoolsOfTheSameSecond() {
    Subject twin = subject(Pools.fixed("yankee", "api", 2));
    Claims claims = new Claims(List.of(older, twin), List.of());
    assertThat(claim(claims, twin)).isEqualTo(new Claim.Granted());
    assertThat(claim(claims, older)).isEqualTo(heldBy("yankee"));
  }

  @Test
  void aPoolThatOnlyLooksStandsInNobodysWay() {
    Subject watcher =
        subject(Pools.createdAt(Pools.observed("first", "api"), "2025-01-01T00:00:00Z"));
    assertThat(claim(new Claims(List.of(watcher, older), List.of()), older))
        .isEqualTo(new Claim.Granted());
  }

  @Test
  void anHpaOnTheTargetKeepsUsOff() {
    Claims claims =
        new Claims(List.of(older), List.of(Pools.hpa("cpu", "api"), Pools.hpa("other", "web")));
    assertThat(claim(claims, older)).isEqualTo(new Claim.HeldByHpa("cpu"));
  }

  private static Claim heldBy(String pool) {
    return new Claim.HeldByOther(new ObjectRef("BackendPool", "shop", pool));
  }

  private static Subject subject(BackendPool pool) {
    return Subject.of(pool).orElseThrow();
  }

  private static Claim claim(Claims claims, Subject subject) {
    return claims.of(subject);
  }
}
