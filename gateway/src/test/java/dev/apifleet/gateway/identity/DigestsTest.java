package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.Sha256;
import org.junit.jupiter.api.Test;

class DigestsTest {
  private final Digests digests = new Digests();

  @Test
  void aTokenHasItsDigestEachTime() {
    assertThat(digests.of("a.b.c")).isEqualTo(Sha256.of("a.b.c"));
    assertThat(digests.of(new String("a.b.c"))).isEqualTo(Sha256.of("a.b.c"));
    digests.forget();
    assertThat(digests.of("a.b.c")).isEqualTo(Sha256.of("a.b.c"));
  }

  @Test
  void tokensOfOneHashCodeAreNotTakenForEachOther() {
    assertThat("token.Aa".hashCode()).isEqualTo("token.BB".hashCode());

    assertThat(digests.of("token.Aa")).isEqualTo(Sha256.of("token.Aa"));
    assertThat(digests.of("token.BB")).isEqualTo(Sha256.of("token.BB"));
    assertThat(digests.of("token.Aa")).isEqualTo(Sha256.of("token.Aa"));
  }

  @Test
  void aTokenIsHashedOnceUntilItIsForgotten() {
    String first = digests.of("a.b.c");
    assertThat(digests.of("a.b.c")).isSameAs(first);

    digests.forget();

    assertThat(digests.of("a.b.c")).isNotSameAs(first);
  }
}
