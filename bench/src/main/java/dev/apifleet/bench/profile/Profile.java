package dev.apifleet.bench.profile;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.ScratchFolder;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.profile.Recording.Events;
import dev.apifleet.bench.profile.Recording.Sample;
import dev.apifleet.bench.race.Backend;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.race.Wrk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the CPU time and the memory of a request go that our gateway only passes on. */
public final class Profile implements Scenario {
  private static final int ROWS = 25;

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 1, Duration.ofSeconds(30));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    int port = Ports.free();
    try (ScratchFolder scratch = ScratchFolder.create();
        Cpus.Aside _ = Cpus.aside();
        Backend backend = Backend.start(scratch.path());
        OurGateway gateway =
            new OurGateway(scratch.path(), Manifests.proxy(port, backend.port()), Map.of())) {
      return profile(gateway.process(), port, scratch.path(), effort);
    }
  }

  private static Report profile(Pinned gateway, int port, Path folder, Effort effort)
      throws IOException {
    if (effort.warmUps() > 0) {
      Wrk.run(port, Load.PLAIN, Duration.ofSeconds(45));
    }
    Recording recording = Recording.start(gateway.pid(), folder.resolve("profile.jfr"));
    long before = gateway.cpuMicros();
    Wrk.Found found = Wrk.run(port, Load.PLAIN, effort.time());
    double micros = (double) (gateway.cpuMicros() - before) / found.requests();
    return report(recording.stop(), micros, found.requests());
  }

  private static Report report(Events events, double micros, long requests) {
    double pauses = events.pauses() / 1e3 / requests;
    long bytes = events.allocations().stream().mapToLong(Sample::weight).sum();
    String about =
        """
        A plain proxy asked by wrk as fast as it answers; %,d requests, %.1f µs of CPU each, of which
        %.1f µs were pauses for the garbage collector. Java Flight Recorder took %,d samples of the CPU
        time of Java's threads, the kernel's work for them included, and weighed what they allocated:
        about %,d bytes a request. Recording costs time itself, so shares tell more than microseconds."""
            .formatted(requests, micros, pauses, events.cpu().size(), bytes / requests);
    Function<Sample, String> part = sample -> Part.of(sample.frames()).label();
    return new Report(
        about,
        List.of(
            table("CPU time by part", "µs", events.cpu(), part, micros - pauses),
            table("CPU time by method", "µs", events.cpu(), Profile::innermost, micros - pauses),
            table("Bytes by part", "bytes", events.allocations(), part, bytes / requests),
            table("Bytes by type", "bytes", events.allocations(), Sample::type, bytes / requests)));
  }

  private static String innermost(Sample sample) {
    return sample.frames().isEmpty() ? "unknown" : sample.frames().getFirst();
  }

  private static Table table(
      String title, String unit, List<Sample> samples, Function<Sample, String> key, double whole) {
    long all = Math.max(1, samples.stream().mapToLong(Sample::weight).sum());
    Map<String, Long> weights =
        samples.stream()
            .collect(Collectors.groupingBy(key, Collectors.summingLong(Sample::weight)));
    List<List<Object>> rows =
        weights.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(ROWS)
            .map(entry -> row(entry.getKey(), (double) entry.getValue() / all, whole))
            .toList();
    return new Table(title, List.of("of", "share", unit + " a request"), rows);
  }

  private static List<Object> row(String name, double share, double whole) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%.1f %%", share * 100),
        String.format(Locale.ROOT, "%.1f", share * whole));
  }
}
