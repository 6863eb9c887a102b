package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final String NAME = "apifleet:apikey:a";
  private static final String OTHER = "apifleet:apikey:b";

  private final Changes changes = new Changes();

  @Test
  void aMessageConcernsWhatWasReadBefore() {
    long before = changes.now();
    changes.note(NAME);

    assertThat(changes.since(NAME, before)).isTrue();
    assertThat(changes.since(NAME, changes.now())).isFalse();
    assertThat(changes.since(OTHER, before)).isFalse();
  }

  @Test
  void aNewBeginningConcernsAllThatWasReadBefore() {
    long before = changes.now();
    changes.noteAll();

    assertThat(changes.since(NAME, before)).isTrue();
    assertThat(changes.isNamedSince(NAME, before)).isFalse();
    assertThat(changes.since(NAME, changes.now())).isFalse();
  }

  @Test
  void messagesOfNoKeyOfOursAreIgnored() {
    long before = changes.now();
    changes.note("somebody:else");
    changes.note("apifleet:" + "x".repeat(200));

    assertThat(changes.now()).isEqualTo(before);
  }

  @Test
  void whatHadToBeForgottenCountsAsChanged() {
    long before = changes.now();
    changes.note(NAME);
    for (int i = 0; i < 250_000; i++) {
      changes.note("apifleet:apikey:" + i);
    }

    assertThat(changes.since(NAME, before)).isTrue();
    assertThat(changes.since(NAME, changes.now())).isFalse();
  }
}
