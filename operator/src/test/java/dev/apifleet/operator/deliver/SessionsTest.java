package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final Sessions sessions =
      new Sessions(_ -> Reviews.expired(), _ -> true, new SnapshotBook(), new AckBook(), List.of());

  @Test
  void onlySoManyStrangersMayTryAtATime() {
    assertThat(IntStream.range(0, 64).allMatch(_ -> sessions.admit())).isTrue();
    assertThat(sessions.admit()).isFalse();
    sessions.closed(Optional.empty(), null);
    assertThat(sessions.admit()).isTrue();
    assertThat(sessions.admit()).isFalse();
  }
}
