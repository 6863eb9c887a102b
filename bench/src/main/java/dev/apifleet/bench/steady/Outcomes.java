package dev.apifleet.bench.steady;

import dev.apifleet.bench.Spread;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** What came of the requests of a steady load. */
public final class Outcomes {
  private static final int DIGITS = 3;
  private static final int SHED = 503;

  private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

  private final Histogram nanos;
  private long refused;
  private long failed;
  private long givenUp;

  Outcomes() {
    this(new Histogram(LONGEST, DIGITS));
  }

  private Outcomes(Histogram nanos) {
    this.nanos = nanos;
  }

  static Outcomes of(JsonObject json) {
    try {
      ByteBuffer times = ByteBuffer.wrap(json.getBinary("nanos"));
      Outcomes outcomes = new Outcomes(Histogram.decodeFromCompressedByteBuffer(times, LONGEST));
      outcomes.refused = json.getLong("refused");
      outcomes.failed = json.getLong("failed");
      outcomes.givenUp = json.getLong("givenUp");
      return outcomes;
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonObject json() {
    ByteBuffer times = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
    byte[] used = new byte[nanos.encodeIntoCompressedByteBuffer(times)];
    times.flip().get(used);
    return new JsonObject()
        .put("nanos", used)
        .put("refused", refused)
        .put("failed", failed)
        .put("givenUp", givenUp);
  }

  /** An answer; 0 stands for a connection that ended without one. */
  void add(int status, long tookNanos) {
    if (status >= 200 && status < 400) {
      nanos.recordValue(Math.clamp(tookNanos, 0, LONGEST));
    } else if (status == SHED) {
      refused++;
    } else {
      failed++;
    }
  }

  /** A request that nobody waits for any more. */
  void giveUp() {
    givenUp++;
  }

  /** Requests with a good answer. */
  public long good() {
    return nanos.getTotalCount();
  }

  /** Requests that were told to come later. */
  public long refused() {
    return refused;
  }

  /** Requests with any other answer, or with none. */
  public long failed() {
    return failed;
  }

  /** Requests that were never sent, since no connection became free in time. */
  public long givenUp() {
    return givenUp;
  }

  public long all() {
    return good() + refused + failed + givenUp;
  }

  /** The time that a good answer took on average, from when it was due. */
  public double meanMillis() {
    return nanos.getMean() / TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** A figure of several rounds. */
  public static Spread spread(List<Outcomes> rounds, ToDoubleFunction<Outcomes> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  /** The time that this share of the good answers took at most, from when they were due. */
  public double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  @Override
  public String toString() {
    return "%d good, %d refused, %d failed, %d given up"
        .formatted(good(), refused, failed, givenUp);
  }
}
