package dev.apifleet.bench.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/** Routes made one after the other, each timed from the call of the API server. */
final class Trials implements AutoCloseable {
  private static final int DIGITS = 3;
  private static final int GATEWAY_PORT = 8080;

  /** So that trials do not fall into step with anything that happens at even intervals. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private final Site site;
  private final Streams streams;
  private final List<Door> doors;
  private final ExecutorService askers;
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private int made;

  /** Times, in milliseconds, until the last gateway served, and until the last stream had it. */
  record Found(Histogram served, Histogram streamed) {
    static double millis(Histogram nanos, double percentile) {
      return nanos.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
  }

  Trials(Site site, Streams streams) {
    this.site = site;
    this.streams = streams;
    this.doors =
        site.gateways().stream()
            .map(pod -> new Door(pod.getStatus().getPodIP(), GATEWAY_PORT))
            .toList();
    this.askers = Executors.newFixedThreadPool(doors.size());
  }

  Found run(int count) throws Exception {
    Found found = new Found(new Histogram(DIGITS), new Histogram(DIGITS));
    for (int i = 0; i < count; i++) {
      LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE.toNanos()));
      one("probe-" + run + "-" + made++, found);
    }
    return found;
  }

  private void one(String name, Found found) throws Exception {
    String qualified = Site.NAMESPACE + "/" + name;
    streams.expect(qualified);
    List<Future<Long>> served = new ArrayList<>();
    long began = System.nanoTime();
    doors.forEach(door -> served.add(askers.submit(() -> door.awaitServed(Route.path(name)))));
    site.create(Route.answering(name, 0));
    found.streamed().recordValue(streams.awaitArrival(qualified) - began);
    found.served().recordValue(last(served) - began);
    site.delete(name);
  }

  private static long last(List<Future<Long>> served)
      throws ExecutionException, InterruptedException {
    long last = 0;
    for (Future<Long> one : served) {
      last = Math.max(last, one.get());
    }
    return last;
  }

  @Override
  public void close() {
    askers.shutdownNow();
    doors.forEach(Door::close);
  }
}
