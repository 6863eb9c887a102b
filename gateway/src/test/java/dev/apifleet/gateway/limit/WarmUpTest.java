package dev.apifleet.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Timers;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final int AT_ONCE = 40;

  /** A store that needs some time for each of its first answers, and no time once it is warm. */
  private static final class Cold implements CounterStore, Timers {
    private final int coldAnswers;
    private final boolean away;
    private int asked;
    private long now;

    private Cold(int coldAnswers, boolean away) {
      this.coldAnswers = coldAnswers;
      this.away = away;
    }

    @Override
    public Future<Answer> ask(Ask ask, long budgetMillis) {
      asked++;
      if (asked <= coldAnswers) {
        now++;
      }
      return away
          ? Future.failedFuture("away")
          : switch (ask) {
            case Ask.Take take ->
                Future.succeededFuture(
                    new Answer.Taken(
                        take.charges().stream()
                            .map(charge -> new Grant(charge.cost(), 1_000_000, 1_000, 0, 1, 0))
                            .toList()));
            case Ask.Look _, Ask.Settle _, Ask.Reset _ -> Future.succeededFuture(new Answer.Done());
          };
    }

    @Override
    public long millis() {
      return now;
    }

    @Override
    public void after(long millis, Runnable action) {}

    private int decisions() {
      Future<Void> end = new WarmUp(new Leases(this, this, 1_000), this).run();
      assertThat(end.succeeded()).isTrue();
      return asked;
    }
  }

  @Test
  void aQuickStoreIsTriedOnce() {
    assertThat(new Cold(0, false).decisions()).isEqualTo(AT_ONCE);
  }

  @Test
  void aColdOneIsTriedUntilItIsQuick() {
    assertThat(new Cold(3 * AT_ONCE, false).decisions()).isEqualTo(4 * AT_ONCE);
  }

  @Test
  void oneThatStaysSlowDoesNotHoldThePodUpForEver() {
    assertThat(new Cold(Integer.MAX_VALUE, false).decisions()).isEqualTo(25 * AT_ONCE);
  }

  @Test
  void oneThatIsAwayIsTriedOnce() {
    assertThat(new Cold(Integer.MAX_VALUE, true).decisions()).isEqualTo(AT_ONCE);
  }
}
