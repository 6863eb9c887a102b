package dev.apifleet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private final EventLog log = new EventLog();

  @Test
  void theSameAgainCountsOnTheFirst() {
    EventLog.Entry first = log.add(told("a", "one"), NOON).orElseThrow();
    EventLog.Entry again = log.add(told("a", "one"), NOON.plusSeconds(60)).orElseThrow();
    assertThat(first.count()).isEqualTo(1);
    assertThat(again.count()).isEqualTo(2);
    assertThat(again.number()).isEqualTo(first.number());
  }

  @Test
  void somethingElseOrTheSameMuchLaterIsNew() {
    long first = log.add(told("a", "one"), NOON).orElseThrow().number();
    assertThat(log.add(told("a", "two"), NOON).orElseThrow().number()).isNotEqualTo(first);
    assertThat(log.add(told("b", "one"), NOON).orElseThrow().number()).isNotEqualTo(first);
    EventLog.Entry later = log.add(told("a", "one"), NOON.plusSeconds(601)).orElseThrow();
    assertThat(later.count()).isEqualTo(1);
    assertThat(later.number()).isNotEqualTo(first);
  }

  @Test
  void aFloodIsCutOff() {
    long told = 0;
    for (int i = 0; i < 1_000; i++) {
      told += log.add(told("object-" + i, "one"), NOON.plusMillis(i)).stream().count();
    }
    assertThat(told).isEqualTo(10);
    assertThat(log.add(told("a", "one"), NOON.plusSeconds(2))).isPresent();
  }

  private static EventLog.Told told(String uid, String message) {
    return new EventLog.Told(uid, new Notice(true, "Invalid", message));
  }
}
