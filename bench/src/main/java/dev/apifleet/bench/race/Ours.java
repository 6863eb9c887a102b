package dev.apifleet.bench.race;

import dev.apifleet.bench.Ports;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Our gateway among those who race.
 *
 * @param manifest what it is to serve
 */
record Ours(String name, Manifest manifest) implements Peer {
  /** Resources, in YAML, for a port and a course. */
  interface Manifest {
    String on(int port, Course course);
  }

  static final String NAME = "ApiFleet";

  /** What it is called as a plain proxy, where it does more as well. */
  static final String PLAIN = "ApiFleet, proxy";

  static Ours proxy() {
    return new Ours(NAME, (port, course) -> Manifests.proxy(port, course.backend()));
  }

  @Override
  public Optional<String> absence(Task task) {
    return OurGateway.isBuilt() ? Optional.empty() : Optional.of("the gateway is not built");
  }

  @Override
  public Duration warmUp() {
    return Duration.ofSeconds(45);
  }

  @Override
  public boolean jvm() {
    return true;
  }

  @Override
  public Runner start(Course course) {
    int port = Ports.free();
    Map<String, String> redis =
        course.redis() == 0
            ? Map.of()
            : Map.of("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:" + course.redis());
    OurGateway gateway = new OurGateway(course.folder(), manifest.on(port, course), redis);
    return new Runner(port, gateway.process(), gateway::close);
  }
}
