package dev.apifleet.bench.load;

import dev.apifleet.bench.Spread;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.race.Wrk;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One measurement by wrk.
 *
 * @param micros CPU time of the process under test for each request
 * @param rss of that process, in mebibytes
 */
record ClosedLoop(Wrk.Found found, double micros, double rss) {
  static final List<String> COLUMNS =
      List.of("requests/s", "CPU µs/request", "p50 ms", "p99 ms", "RSS MiB");

  static ClosedLoop run(Pinned process, String url, String script, Duration time) {
    long before = process.cpuMicros();
    Wrk.Found found = Wrk.run(url, script, time);
    if (found.errors() > 0) {
      throw new IllegalStateException(
          "%d of %d requests to %s failed; it says: %s"
              .formatted(found.errors(), found.requests(), url, process.lastWords()));
    }
    double micros = (double) (process.cpuMicros() - before) / Math.max(1, found.requests());
    return new ClosedLoop(found, micros, process.rssMebibytes());
  }

  static Spread spread(List<ClosedLoop> rounds, ToDoubleFunction<ClosedLoop> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  static Spread micros(List<ClosedLoop> rounds) {
    return spread(rounds, ClosedLoop::micros);
  }

  static List<Object> cells(List<ClosedLoop> rounds) {
    return List.of(
        spread(rounds, round -> Site.perSecond(round.found)),
        micros(rounds),
        spread(rounds, round -> round.found.p50()),
        spread(rounds, round -> round.found.p99()),
        spread(rounds, ClosedLoop::rss));
  }
}
