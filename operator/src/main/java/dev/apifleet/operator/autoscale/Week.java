package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The highest load of each minute of the last eight days: two numbers a minute, 92 KiB a pool. It
 * lives as long as the operator's process.
 */
final class Week {
  private static final int MINUTES = 8 * 24 * 60;

  /** A clock that is set back by more minutes was wrong before. */
  private static final int SET_BACK = 10;

  private static final Duration WEEK = Duration.ofDays(7);

  private final float[] concurrency = new float[MINUTES];
  private final float[] rate = new float[MINUTES];
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  void see(Average load, Instant now) {
    long minute = minute(now);
    if (minute < last - SET_BACK) {
      first = Long.MAX_VALUE;
      last = Long.MIN_VALUE;
    } else if (minute < last) {
      return;
    }
    first = Math.min(first, minute);
    clearTo(minute);
    int slot = slot(minute);
    concurrency[slot] = Math.max(concurrency[slot], (float) load.concurrency());
    rate[slot] = Math.max(rate[slot], (float) load.rate());
  }

  /** The highest load a week before now and the horizon, a minute more on either side. */
  Optional<Average> ahead(Duration horizon, Instant now) {
    long from = Math.max(minute(now.minus(WEEK)) - 1, Math.max(first, last - MINUTES + 1));
    long to = Math.min(minute(now.minus(WEEK).plus(horizon)) + 1, last);
    Average most = Average.ZERO;
    for (long minute = from; minute <= to; minute++) {
      most = most.atLeast(new Average(concurrency[slot(minute)], rate[slot(minute)], 0));
    }
    return most.isNone() ? Optional.empty() : Optional.of(most);
  }

  private void clearTo(long minute) {
    for (long next = Math.max(last + 1, minute - MINUTES + 1); next <= minute; next++) {
      concurrency[slot(next)] = 0;
      rate[slot(next)] = 0;
    }
    last = minute;
  }

  private static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 60);
  }

  private static int slot(long minute) {
    return Math.floorMod(minute, MINUTES);
  }
}
