package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.Sha256;
import org.junit.jupiter.api.Test;

class DigestsTest {
  private final Digests digests = new Digests();

  private String of(String token) {
    return digests.of(new Presented.Token("Bearer " + token, 7));
  }

  @Test
  void aTokenHasItsDigestEachTime() {
    assertThat(of("a.b.c")).isEqualTo(Sha256.of("a.b.c"));
    assertThat(of("a.b.c")).isEqualTo(Sha256.of("a.b.c"));
    digests.forget();
    assertThat(of("a.b.c")).isEqualTo(Sha256.of("a.b.c"));
  }

  @Test
  void tokensOfOneHashCodeAreNotTakenForEachOther() {
    assertThat("Bearer token.Aa".hashCode()).isEqualTo("Bearer token.BB".hashCode());

    assertThat(of("token.Aa")).isEqualTo(Sha256.of("token.Aa"));
    assertThat(of("token.BB")).isEqualTo(Sha256.of("token.BB"));
    assertThat(of("token.Aa")).isEqualTo(Sha256.of("token.Aa"));
  }

  @Test
  void aTokenIsHashedOnceUntilItIsForgotten() {
    String first = of("a.b.c");
    assertThat(of("a.b.c")).isSameAs(first);

    digests.forget();

    assertThat(of("a.b.c")).isNotSameAs(first);
  }
}
