package dev.apifleet.apiserver.overload;

import static dev.apifleet.apiserver.overload.Importance.CRITICAL;
import static dev.apifleet.apiserver.overload.Importance.LOW;
import static dev.apifleet.apiserver.overload.Importance.NORMAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.netflix.concurrency.limits.limit.SettableLimit;
import org.junit.jupiter.api.Test;

class RoomTest {

  private final SettableLimit limit = new SettableLimit(20);
  private final Room room = new Room(limit);

  @Test
  void leastImportantAreRefusedFirst() {
    assertEquals(12, enterUntilRefused(LOW));
    assertEquals(5, enterUntilRefused(NORMAL));
    assertEquals(3, enterUntilRefused(CRITICAL));
    assertEquals(20, room.taken());
  }

  @Test
  void placeThatIsGivenBackIsTakenAgain() {
    enterUntilRefused(CRITICAL);
    room.leave(0, 1000, false);
    assertFalse(room.enter(NORMAL));
    assertTrue(room.enter(CRITICAL));
  }

  @Test
  void lessRoomLetsFewerIn() {
    limit.setLimit(10);
    assertEquals(6, enterUntilRefused(LOW));
  }

  @Test
  void pathsTellHowImportantARequestIs() {
    assertEquals(CRITICAL, Importance.of("/api/v1/checkout"));
    assertEquals(LOW, Importance.of("/api/v2/search"));
    assertEquals(NORMAL, Importance.of("/api/v1/resources"));
  }

  private int enterUntilRefused(Importance importance) {
    int entered = 0;
    while (room.enter(importance)) {
      entered++;
    }
    return entered;
  }
}
