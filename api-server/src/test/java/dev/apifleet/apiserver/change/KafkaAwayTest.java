package dev.apifleet.apiserver.change;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KafkaAwayTest {

  private static final Map<String, Object> NOBODY = Map.of("bootstrap.servers", "127.0.0.1:1");

  @Test
  void whatNobodyTakesDoesNotPileUpBehindTheOneThatSends() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Bus bus = new KafkaBus(NOBODY);
    List<Told> batch = LongStream.rangeClosed(1, 20).mapToObj(KafkaAwayTest::told).toList();
    for (int i = 0; i < 3; i++) {
      assertThrows(
          Bus.BusAway.class, () -> bus.publish(batch).await().atMost(Duration.ofSeconds(5)));
    }
    bus.close();
    // the close waits its turn behind all that was to be sent
    Eventually.within(
        Duration.ofSeconds(10),
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(
                    thread -> thread.getName().equals("changes-out") && !before.contains(thread)));
  }

  private static Told told(long position) {
    Change change = new Change(Change.Action.UPDATED, "resource", position, 1, "{}");
    return new Told(position, Instant.now(), change, "{}");
  }
}
