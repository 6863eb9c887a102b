package dev.apifleet.bench.start;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.RedisServer;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.ScratchFolder;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.snapshot.GatewayJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The scenario {@code start}: what it takes until a gateway is ready. */
public final class Start implements Scenario {
  private static final double AIM_CPU_SECONDS = 1.0;
  private static final int TRAINING_REQUESTS = 20_000;
  private static final int QUICK_REQUESTS = 20;
  private static final Effort USUAL = new Effort(1, 5, Duration.ZERO);

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Effort usual() {
    return USUAL;
  }

  @Override
  public Report run(Effort effort) throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      return run(effort, scratch.path());
    }
  }

  private static Report run(Effort effort, Path folder) throws IOException, InterruptedException {
    Path cache = folder.resolve("gateway.aot");
    List<Readiness> without = new ArrayList<>();
    List<Readiness> with = new ArrayList<>();
    try (RedisServer redis = RedisServer.start();
        Cpus.Aside _ = Cpus.aside()) {
      Training.run(
          OurGateway.JAR.toAbsolutePath(),
          cache,
          effort.warmUps() == 0 ? QUICK_REQUESTS : TRAINING_REQUESTS,
          redis.uri());
      for (int round = -effort.warmUps(); round < effort.rounds(); round++) {
        Readiness plain = start(folder, redis, GatewayJvm.OPTIONS);
        Readiness cached = start(folder, redis, GatewayJvm.OPTIONS + " -XX:AOTCache=" + cache);
        if (round >= 0) {
          without.add(plain);
          with.add(cached);
        }
      }
    }
    return report(without, with, Files.size(cache));
  }

  private static Readiness start(Path folder, RedisServer redis, String options)
      throws IOException {
    try (OurGateway gateway =
        new OurGateway(
            Files.createTempDirectory(folder, "run"),
            Manifests.proxy(Ports.free(), Ports.free()),
            Map.of("JAVA_TOOL_OPTIONS", options, "QUARKUS_REDIS_HOSTS", redis.uri()))) {
      return Readiness.of(gateway);
    }
  }

  static Report report(List<Readiness> without, List<Readiness> with, long cacheBytes) {
    List<List<Object>> rows = List.of(row("without", without), row("with", with));
    double cpu = Spread.of(with.stream().map(Readiness::cpuSeconds).toList()).median();
    return new Report(
        "From the start of a gateway's process, on a CPU of its own, until it has applied its first"
            + " snapshot and says that it is ready. The AOT cache is made of a run that served"
            + " requests, and is %d MiB large. Aim: at most %.1f CPU seconds with it; %s."
                .formatted(
                    cacheBytes >> 20, AIM_CPU_SECONDS, cpu <= AIM_CPU_SECONDS ? "met" : "missed"),
        List.of(
            new Table("Start", List.of("AOT cache", "ready after s", "CPU s", "RSS MiB"), rows)));
  }

  private static List<Object> row(String name, List<Readiness> rounds) {
    return List.of(
        name,
        Spread.of(rounds.stream().map(Readiness::seconds).toList()),
        Spread.of(rounds.stream().map(Readiness::cpuSeconds).toList()),
        Spread.of(rounds.stream().map(Readiness::rssMebibytes).toList()));
  }
}
