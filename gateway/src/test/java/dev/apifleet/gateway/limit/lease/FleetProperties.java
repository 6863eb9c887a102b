package dev.apifleet.gateway.limit.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.gateway.limit.count.Model;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Many gateways on one key, with a store at some distance that is lost now and then. */
class FleetProperties {
  private static final long WINDOW = 20_000;

  private final VirtualTime time = new VirtualTime();
  private boolean exceeded;

  /** Traffic comes in bursts, each of them to a few gateways, so that slices are left over. */
  @Property(tries = 100)
  void neverAdmitsMoreThanTheLimit(
      @ForAll Algorithm algorithm,
      @ForAll @IntRange(min = 1, max = 6) int pods,
      @ForAll @IntRange(min = 20, max = 1_000) int requests,
      @ForAll boolean leased,
      @ForAll long seed) {
    Random random = new Random(seed);
    Limit limit = new Limit(algorithm, requests, WINDOW);
    Counter counter = new Counter("key", limit, leased ? WINDOW / 100 : 0, pods);
    Model model = Model.of(limit);
    VirtualRedis redis = new VirtualRedis(time).at(0);
    Pod[] fleet = IntStream.range(0, pods).mapToObj(_ -> new Pod(redis, time)).toArray(Pod[]::new);
    for (int burst = 0; burst < 40; burst++) {
      int busy = random.nextInt(pods);
      time.pass(random.nextLong(WINDOW / 2));
      for (int i = random.nextInt(300); i > 0; i--) {
        long cost = 1 + random.nextLong(3);
        model.at(time.millis());
        fleet[random.nextInt(4) == 0 ? random.nextInt(pods) : busy].send(
            cost, outcome -> admit(outcome, cost, model), counter);
        time.pass(random.nextLong(3));
      }
    }
    assertThat(exceeded).isFalse();
  }

  private void admit(Outcome outcome, long cost, Model model) {
    if (outcome instanceof Outcome.Admitted) {
      exceeded |= !model.mayPass(time.millis(), cost);
      model.admit(time.millis(), cost);
    }
  }

  /** As {@link Alone} says: twice the limit and one a gateway, whatever the traffic. */
  @Property(tries = 60)
  void lostStoresCostNoMoreThanTheBound(
      @ForAll @IntRange(min = 1, max = 8) int pods,
      @ForAll @IntRange(min = 50, max = 4_000) int requests,
      @ForAll boolean leased,
      @ForAll long seed) {
    Random random = new Random(seed);
    Limit limit = new Limit(Algorithm.FIXED_WINDOW, requests, 10 * WINDOW);
    Counter counter = new Counter("key", limit, leased ? WINDOW / 100 : 0, pods);
    VirtualRedis redis = new VirtualRedis(time);
    Pod[] fleet = IntStream.range(0, pods).mapToObj(_ -> new Pod(redis, time)).toArray(Pod[]::new);
    for (int i = 0; i < 3 * requests; i++) {
      if (random.nextInt(requests) == 0) {
        redis.lose(random.nextBoolean());
      }
      fleet[random.nextInt(random.nextInt(pods) + 1)].send(1, counter);
      time.pass(random.nextLong(3));
    }
    long admitted = 0;
    for (Pod pod : fleet) {
      admitted += pod.admitted();
    }
    assertThat(admitted).isLessThanOrEqualTo(2L * requests + pods);
  }

  @Property(tries = 40)
  void aHotKeyGetsNinetyNinePercentAtLeast(
      @ForAll @IntRange(min = 1, max = 15) int pods,
      @ForAll @IntRange(min = 1_000, max = 20_000) int requests,
      @ForAll Algorithm algorithm,
      @ForAll long seed) {
    Random random = new Random(seed);
    Limit limit = new Limit(algorithm, requests, WINDOW * 10);
    Counter counter = new Counter("key", limit, WINDOW / 10, pods);
    VirtualRedis redis = new VirtualRedis(time);
    Pod[] fleet = IntStream.range(0, pods).mapToObj(_ -> new Pod(redis, time)).toArray(Pod[]::new);
    long end = time.millis() + WINDOW * 10 - 1_000;
    for (int i = 0; i < 4 * requests && time.millis() < end; i++) {
      fleet[random.nextInt(pods)].send(1, counter);
      time.pass(random.nextInt(5) == 0 ? 1 : 0);
    }
    while (time.millis() < end - WINDOW * 9) {
      time.pass(100);
      for (Pod pod : fleet) {
        pod.send(1, counter);
      }
    }
    long admitted = 0;
    for (Pod pod : fleet) {
      admitted += pod.admitted();
    }
    assertThat(admitted).isGreaterThanOrEqualTo(requests * 99L / 100);
  }
}
