package dev.apifleet.bench.leases;

import dev.apifleet.bench.limits.Zipf;
import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Ledger;
import dev.apifleet.gateway.limit.count.Limit;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gateways before one store in virtual time, with the real slices and the real arithmetic, beside a
 * limiter that decides each request by itself.
 *
 * @param keys of which the n-th is asked for in proportion to 1 / n
 * @param reach over how many pods the requests of one key are spread
 * @param clocks how wrong the pods' clocks may be, either way
 * @param deathsPerSecond pods that lose all they hold and begin anew
 */
record Fleet(
    Limit limit,
    int pods,
    int keys,
    int reach,
    int requestsPerSecond,
    int seconds,
    long clocks,
    int deathsPerSecond) {
  private static final long SECOND = 1_000_000;

  Figures run(long seed) {
    return new Run(seed).all();
  }

  private final class Run {
    private final VirtualTime time = new VirtualTime();
    private final Happenings asked = new Happenings();
    private final Happenings admitted = new Happenings();
    private final VirtualStore store = new VirtualStore(time, keys, asked);
    private final Ledger exact = new Ledger(2L * keys);
    private final int[] exactly = new int[keys];
    private final boolean[] refused = new boolean[keys];
    private final Counter[] counters = new Counter[keys];
    private final SimulatedPod[] fleet = new SimulatedPod[pods];
    private final Zipf zipf = new Zipf(keys);
    private final SplittableRandom traffic;
    private final SplittableRandom network;
    private final SplittableRandom wrong;
    private long requests;

    Run(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      traffic = random.split();
      network = random.split();
      wrong = random.split();
    }

    Figures all() {
      for (int pod = 0; pod < pods; pod++) {
        fleet[pod] = begun();
      }
      long end = seconds * SECOND;
      long death = deathsPerSecond == 0 ? end : SECOND / deathsPerSecond;
      long nextDeath = death;
      for (long now = 0; now < end; now += 1 + traffic.nextLong(2 * SECOND / requestsPerSecond)) {
        time.passTo(now);
        for (; nextDeath <= now; nextDeath += death) {
          replace(traffic.nextInt(pods));
        }
        request(zipf.draw(traffic));
      }
      time.passTo(end + SECOND);
      return figures();
    }

    private SimulatedPod begun() {
      long skew = wrong.nextLong(-clocks, clocks + 1) * 1_000;
      return new SimulatedPod(store, time, skew, network);
    }

    private void replace(int pod) {
      fleet[pod].die();
      fleet[pod] = begun();
    }

    private void request(int key) {
      requests++;
      if (counters[key] == null) {
        counters[key] = new Counter(Key.name(key), limit, leaseMillis(), pods);
      }
      Counter alone = new Counter(counters[key].key(), limit, 0, 1);
      Ask ask = new Ask.Take(List.of(new Charge(alone, 1, 0, 0)));
      if (exact.ask(ask, store.millis()) instanceof Answer.Taken) {
        exactly[key]++;
      } else {
        refused[key] = true;
      }
      int pod = (int) ((key * 7_919L + traffic.nextInt(reach)) % pods);
      fleet[pod].decide(key, counters[key], millis -> admitted.add(key, millis));
    }

    private long leaseMillis() {
      return Math.min(60_000, limit.turnoverMillis() / 100);
    }

    private Figures figures() {
      Judge judge = new Judge(limit);
      long[][] questions = asked.byKey(keys);
      long[][] admissions = admitted.byKey(keys);
      long hot = 0;
      long hotExactly = 0;
      long hotKeys = 0;
      long exceeded = 0;
      for (int key = 0; key < keys; key++) {
        exceeded += judge.exceeded(questions[key], admissions[key]) ? 1 : 0;
        if (refused[key]) {
          hotKeys++;
          hot += admissions[key].length;
          hotExactly += exactly[key];
        }
      }
      return new Figures(
          requests,
          store.calls(),
          seconds,
          admitted.size(),
          hotKeys,
          (double) hot / Math.max(1, hotExactly),
          exceeded);
    }
  }
}
