package dev.apifleet.bench.peer;

import dev.apifleet.bench.Command;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.race.Course;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Peer;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.race.Runner;
import dev.apifleet.bench.race.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Envoy with one worker; where limits are in Redis, with its rate-limit service beside it. */
public final class Envoy implements Peer {
  private static final Provided PROGRAM = new Provided("APIFLEET_ENVOY");

  @Override
  public String name() {
    return PROGRAM.path().map(Envoy::version).map("Envoy "::concat).orElse("Envoy");
  }

  /** Of a line that ends in {@code version: COMMIT/1.40.0/Clean/RELEASE/BoringSSL}. */
  private static String version(Path envoy) {
    return Command.run(envoy.toString(), "--version").split("/(?=[0-9])")[1].split("/")[0];
  }

  @Override
  public Optional<String> absence(Task task) {
    return PROGRAM.absence().or(() -> limits(task) ? RateLimitService.absence() : Optional.empty());
  }

  private static boolean limits(Task task) {
    return switch (task) {
      case REDIS_LIMIT, EVERYTHING -> true;
      case PROXY, JWT, CACHE_HIT -> false;
    };
  }

  @Override
  public Runner start(Course course) {
    int port = Ports.free();
    RateLimitService service = new RateLimitService(Ports.free());
    Path config =
        EnvoyConfig.of(course, port, service.port()).to(course.folder().resolve("envoy.yaml"));
    List<String> envoy = command(config);
    return new Runner(
        port,
        limits(course.task())
            ? process(course, service.environment(course), service.with(envoy))
            : process(course, Map.of(), envoy));
  }

  static List<String> command(Path config) {
    return List.of(
        PROGRAM.toString(),
        "--config-path",
        config.toString(),
        "--concurrency",
        "1",
        "--disable-hot-restart",
        "--log-level",
        "error");
  }

  private static Pinned process(
      Course course, Map<String, String> environment, List<String> command) {
    return Pinned.start(Cpus.TESTED, course.folder().resolve("envoy.log"), environment, command);
  }
}
