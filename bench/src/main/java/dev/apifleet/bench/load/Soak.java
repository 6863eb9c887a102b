package dev.apifleet.bench.load;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Wrk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Whether our gateway keeps its size under full load for ten minutes. */
final class Soak implements Scenario {
  private static final double MOST_GROWTH = 2;
  private static final double MOST_RSS = 256;
  private static final List<String> COLUMNS =
      List.of("after", "requests/s", "p99 ms", "errors", "heap after GC MiB", "RSS MiB");

  private record Sample(Wrk.Found found, double heap, double rss) {}

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 10, Duration.ofMinutes(1));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort)) {
      int port = Ports.free();
      OurGateway gateway = site.gateway(Manifests.proxy(port, site.backend().port()));
      site.warmUp(port, Load.PLAIN);
      double before = LiveHeap.mebibytes(gateway.process());
      List<Sample> samples = new ArrayList<>();
      for (int round = 0; round < site.rounds(); round++) {
        Wrk.Found found = Wrk.run(port, Load.PLAIN, site.time());
        double rss = gateway.process().rssMebibytes();
        samples.add(new Sample(found, LiveHeap.mebibytes(gateway.process()), rss));
      }
      return report(site, before, samples);
    }
  }

  private static Report report(Site site, double before, List<Sample> samples) {
    String about =
        """
        A plain proxy under as much load as it answers (64 connections), warmed up before. After each %d s its
        memory is looked at, then all garbage is collected and what is left of the heap is counted: %.1f MiB
        before the first."""
            .formatted(site.time().toSeconds(), before);
    double growth = samples.getLast().heap() - before;
    double rss = samples.stream().mapToDouble(Sample::rss).max().orElseThrow();
    long errors = samples.stream().mapToLong(sample -> sample.found().errors()).sum();
    return new Report(
        about,
        List.of(
            new Table(
                "Memory under load",
                COLUMNS,
                IntStream.range(0, samples.size())
                    .mapToObj(i -> row(site.time().multipliedBy(i + 1), samples.get(i)))
                    .toList(),
                List.of(
                    Aim.atMost("Growth of the heap after GC", MOST_GROWTH, " MiB", growth)
                        .toString(),
                    Aim.atMost("RSS", MOST_RSS, " MiB", rss).toString(),
                    Aim.atMost("Errors", 0, "", errors).toString()))));
  }

  private static List<Object> row(Duration after, Sample sample) {
    return List.of(
        after.toSeconds() + " s",
        Math.round(Site.perSecond(sample.found())),
        sample.found().p99(),
        sample.found().errors(),
        tenths(sample.heap()),
        tenths(sample.rss()));
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
