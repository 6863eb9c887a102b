package dev.apifleet.gateway.redis;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RedisGuardTest {
  private static final int ENOUGH = 8;

  private final RedisGuard guard = new RedisGuard("test", Duration.ofSeconds(1));
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void aRedisThatFailsIsLeftAloneForAWhileAndThenUsedAgain() {
    for (int i = 0; i < ENOUGH; i++) {
      assertThat(call(Future.failedFuture("refused")).failed()).isTrue();
    }

    assertThat(call(Future.succeededFuture("unasked")).failed()).isTrue();
    assertThat(made).hasValue(ENOUGH);
    eventually(
        Duration.ofSeconds(10), () -> call(Future.succeededFuture("here again")).succeeded());
    assertThat(call(Future.succeededFuture("an answer")).result()).isEqualTo("an answer");
    assertThat(made).hasValue(ENOUGH + 2);
  }

  @Test
  void oneThatFailsAgainIsLeftAloneAgain() {
    for (int i = 0; i < ENOUGH; i++) {
      call(Future.failedFuture("refused"));
    }
    eventually(
        Duration.ofSeconds(10),
        () -> {
          call(Future.failedFuture("still refused"));
          return made.get() > ENOUGH;
        });

    assertThat(call(Future.succeededFuture("unasked")).failed()).isTrue();
    assertThat(made).hasValue(ENOUGH + 1);
  }

  private Future<String> call(Future<String> outcome) {
    return guard.call(
        () -> {
          made.incrementAndGet();
          return outcome;
        });
  }
}
