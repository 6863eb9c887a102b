package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.proxy.UnderWay.Owed;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  /** 100 bytes a second, and 60 s of silence. */
  private static final ClientLimits LIMITS = ClientLimits.DEFAULTS;

  private final Talk talk = new Talk();
  private final Pace pace = new Pace(talk, 0);
  private long now;

  /** A request whose client owes what the test says. */
  private static final class Talk implements UnderWay {
    private Owed owed = Owed.BODY;
    private long moved;

    @Override
    public Owed owed() {
      return owed;
    }

    @Override
    public long moved() {
      return moved;
    }

    @Override
    public void giveUp(Closing reason) {}

    @Override
    public boolean isEndless() {
      return false;
    }

    @Override
    public void leave() {}
  }

  /** Lets seconds pass in which so many bytes move, and returns what is thought of it. */
  private Closing pass(int seconds, int bytesPerSecond) {
    Closing found = null;
    for (int i = 0; i < seconds && found == null; i++) {
      now += TimeUnit.SECONDS.toNanos(1);
      talk.moved += bytesPerSecond;
      found = pace.check(now, 0, LIMITS);
    }
    return found;
  }

  @Test
  void theFirstTenSecondsAreFree() {
    assertThat(pass(10, 0)).isNull();
    assertThat(pass(1, 0)).isEqualTo(Closing.TOO_SLOW);
  }

  @Test
  void whoSendsAtTheLeastRateMayGoOn() {
    assertThat(pass(1000, 100)).isNull();
    assertThat(pass(12, 0)).isEqualTo(Closing.TOO_SLOW);
  }

  @Test
  void whoDripsIsLeft() {
    assertThat(pass(30, 10)).isEqualTo(Closing.TOO_SLOW);
    assertThat(now).isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(12));
  }

  @Test
  void aFastBeginningBuysOnlyTenSeconds() {
    assertThat(pass(1, 10_000_000)).isNull();
    assertThat(pass(12, 1)).isEqualTo(Closing.TOO_SLOW);
  }

  @Test
  void waitingForTheBackendNeverCounts() {
    talk.owed = Owed.NOTHING;
    assertThat(pass(10_000, 0)).isNull();
    talk.owed = Owed.BODY;
    assertThat(pass(10, 0)).isNull();
  }

  @Test
  void aReaderIsSeenInStepsOfItsQueue() {
    talk.owed = Owed.READING;
    for (int i = 0; i < 20; i++) {
      assertThat(pass(1, 64 * 1024)).isNull();
      assertThat(pass(50, 0)).isNull();
    }
  }

  @Test
  void whoStandsStillIsLeftAfterTheIdleTime() {
    talk.owed = Owed.READING;
    assertThat(pass(1, 64 * 1024)).isNull();
    assertThat(pass(61, 0)).isEqualTo(Closing.STALLED);
  }
}
