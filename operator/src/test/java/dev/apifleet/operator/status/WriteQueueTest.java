package dev.apifleet.operator.status;

import static dev.apifleet.operator.status.Urgency.DETAIL;
import static dev.apifleet.operator.status.Urgency.FAILURE;
import static dev.apifleet.operator.status.Urgency.FLEET;
import static dev.apifleet.operator.status.Urgency.FLIP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.translator.ObjectRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteQueueTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;

  private final WriteQueue queue = new WriteQueue();
  private long now = 12_345;

  @Test
  void whenNobodyWaitsAStatusIsWrittenAtOnce() {
    assertThat(admitted(route(1), FLIP, true)).isTrue();
    assertThat(queue.size()).isZero();
  }

  @Test
  void fiftyInASecondAndTheRestInTurn() {
    offer(0, 120);
    assertThat(writeAll()).hasSize(50);
    now += SECOND - 1;
    assertThat(writeAll()).isEmpty();
    now += 1;
    assertThat(writeAll()).first().isEqualTo(route(50));
    now += SECOND;
    assertThat(writeAll()).hasSize(20);
    assertThat(queue.size()).isZero();
  }

  @Test
  void whoComesWhileOthersWaitDoesNotPassThem() {
    offer(0, 60);
    writeAll();
    now += SECOND / 2;
    assertThat(queue.admit(route(99), FLIP, true, now)).isFalse();
    now += SECOND;
    assertThat(writeAll()).last().isEqualTo(route(99));
  }

  @Test
  void whatChangesWhileItWaitsIsWrittenOnce() {
    offer(0, 60);
    writeAll();
    for (int i = 0; i < 5; i++) {
      queue.offer(route(59), DETAIL, true, now);
    }
    now += SECOND;
    assertThat(writeAll()).containsOnlyOnce(route(59)).hasSize(10);
  }

  @Test
  void failuresComeFirstThenFlipsAndFiguresAreNotForgotten() {
    offer(0, 50);
    writeAll();
    for (int i = 0; i < 100; i++) {
      queue.offer(route(1000 + i), DETAIL, true, now);
      queue.offer(route(2000 + i), FLIP, true, now);
    }
    queue.offer(route(3000), FAILURE, true, now);
    queue.offer(fleet(), FLEET, true, now);
    now += SECOND;
    List<ObjectRef> written = writeAll();
    assertThat(written.subList(0, 2)).containsExactly(fleet(), route(3000));
    assertThat(written).filteredOn(each -> each.name().startsWith("route-10")).hasSizeBetween(5, 8);
  }

  @Test
  void aFailureThatWaitsAsAFigureMovesUp() {
    offer(0, 50);
    writeAll();
    offer(100, 100);
    queue.offer(route(500), DETAIL, true, now);
    queue.offer(route(500), FAILURE, true, now);
    now += SECOND;
    assertThat(writeAll()).first().isEqualTo(route(500));
  }

  @Test
  void whatGatewaysAnswerWithinMomentsCostsOneWrite() {
    queue.offer(route(1), FLIP, false, now);
    assertThat(queue.next(now)).isEmpty();
    now += 80 * MILLI;
    queue.offer(route(1), FLIP, true, now);
    assertThat(writeAll()).containsExactly(route(1));
    now += SECOND;
    assertThat(writeAll()).isEmpty();
  }

  @Test
  void whatGatewaysLeaveUnansweredIsSaid() {
    queue.offer(route(1), FLIP, false, now);
    now += 200 * MILLI;
    queue.offer(route(1), FLIP, false, now);
    assertThat(queue.admit(route(1), FLIP, false, now)).isFalse();
    now += 100 * MILLI;
    assertThat(queue.next(now)).containsExactly(route(1));
    assertThat(queue.admit(route(1), FLIP, false, now)).isTrue();
  }

  @Test
  void itsTurnIsNotTakenForWhatMayBeOverInAMoment() {
    queue.offer(route(1), FLIP, true, now);
    assertThat(queue.next(now)).containsExactly(route(1));
    assertThat(queue.admit(route(1), FLIP, false, now)).isFalse();
    now += WriteQueue.SETTLE;
    assertThat(queue.next(now)).containsExactly(route(1));
  }

  @Test
  void aFleetIsWrittenOnceASecond() {
    assertThat(admitted(fleet(), FLEET, true)).isTrue();
    int written = 0;
    for (int i = 0; i < 100; i++) { // a publication each 20 ms for two seconds
      now += 20 * MILLI;
      queue.offer(fleet(), FLEET, true, now);
      written += writeAll().size();
    }
    assertThat(written).isEqualTo(2);
  }

  /** Those of a slow API server count when they end, or they would come in a heap with the next. */
  @Test
  void writesThatTakeLongHoldBackOthers() {
    offer(0, 120);
    queue.next(now).forEach(object -> queue.admit(object, FLIP, true, now));
    now += 3 * SECOND;
    assertThat(queue.next(now)).isEmpty();
    for (int i = 0; i < 50; i++) {
      queue.done(now);
    }
    assertThat(queue.next(now)).isEmpty();
    now += SECOND;
    assertThat(queue.next(now)).hasSize(50);
  }

  @Test
  void aTurnThatIsNotNeededGoesToAnother() {
    offer(0, 51);
    List<ObjectRef> first = queue.next(now);
    assertThat(first).hasSize(50);
    queue.unchanged(first.getFirst());
    assertThat(queue.next(now)).containsExactly(route(50));
  }

  @Test
  void aTurnThatNobodyTakesIsNotLostForEver() {
    offer(0, 50);
    queue.next(now);
    offer(100, 1);
    now += 4 * SECOND;
    assertThat(queue.next(now)).isEmpty();
    now += SECOND;
    assertThat(queue.next(now)).containsExactly(route(100));
  }

  @Test
  void whatIsGoneIsNotWritten() {
    queue.offer(route(1), FLIP, true, now);
    queue.offer(route(2), FLIP, false, now);
    queue.forget(route(1));
    queue.forget(route(2));
    now += SECOND;
    assertThat(queue.next(now)).isEmpty();
    assertThat(queue.size()).isZero();
  }

  /** Whatever comes: never more than fifty in any second, and all that waits is written at last. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neverMoreThanFiftyInAnySecond(long seed) {
    Random random = new Random(seed);
    Deque<Long> lastSecond = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      now += random.nextInt((int) (20 * MILLI));
      ObjectRef object = route(random.nextInt(500));
      Urgency urgency = Urgency.values()[1 + random.nextInt(3)];
      boolean settled = random.nextInt(4) > 0;
      switch (random.nextInt(4)) {
        case 0 -> queue.offer(object, urgency, settled, now);
        case 1 -> count(lastSecond, admitted(object, urgency, settled) ? 1 : 0);
        case 2 -> queue.unchanged(object);
        default -> count(lastSecond, writeAll().size());
      }
    }
    now += WriteQueue.SETTLE;
    for (int i = 0; i < 20; i++) {
      now += SECOND;
      writeAll();
    }
    assertThat(queue.size()).isZero();
  }

  private void count(Deque<Long> lastSecond, int written) {
    while (!lastSecond.isEmpty() && now - lastSecond.peekFirst() >= SECOND) {
      lastSecond.removeFirst();
    }
    for (int i = 0; i < written; i++) {
      lastSecond.addLast(now);
    }
    assertThat(lastSecond).hasSizeLessThanOrEqualTo(WriteQueue.PER_SECOND);
  }

  private void offer(int from, int count) {
    for (int i = from; i < from + count; i++) {
      queue.offer(route(i), FLIP, true, now);
    }
  }

  private List<ObjectRef> writeAll() {
    List<ObjectRef> written = new ArrayList<>();
    for (ObjectRef object : queue.next(now)) {
      if (queue.admit(object, object.equals(fleet()) ? FLEET : FLIP, true, now)) {
        queue.done(now);
        written.add(object);
      }
    }
    return written;
  }

  private boolean admitted(ObjectRef object, Urgency urgency, boolean settled) {
    boolean admitted = queue.admit(object, urgency, settled, now);
    if (admitted) {
      queue.done(now);
    }
    return admitted;
  }

  private static ObjectRef fleet() {
    return new ObjectRef("GatewayFleet", "default", "edge");
  }

  private static ObjectRef route(int i) {
    return new ObjectRef("ApiRoute", "default", "route-" + i);
  }
}
