package dev.apifleet.bench.peer;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.race.Course;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Envoy's own rate-limit service, which counts in Redis for it.
 *
 * @param port of its gRPC
 */
record RateLimitService(int port) {
  private static final Provided PROGRAM = new Provided("APIFLEET_ENVOY_RATELIMIT");

  /** It is its gateway's child, so that the two are weighed and ended as one. */
  private static final String BOTH = "\"$0\" & exec \"$@\"";

  static Optional<String> absence() {
    return PROGRAM.absence();
  }

  List<String> with(List<String> gateway) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", BOTH, PROGRAM.toString()));
    command.addAll(gateway);
    return command;
  }

  /** Its configuration; a statistic written to the log for each request is left out. */
  Map<String, String> environment(Course course) {
    Path limits = course.folder().resolve("limits");
    Template.of("envoy/ratelimit.yaml").to(limits.resolve("bench/config/limits.yaml"));
    return Map.ofEntries(
        Map.entry("RUNTIME_ROOT", limits.toString()),
        Map.entry("RUNTIME_SUBDIRECTORY", "bench"),
        Map.entry("RUNTIME_WATCH_ROOT", "false"),
        Map.entry("REDIS_SOCKET_TYPE", "tcp"),
        Map.entry("REDIS_URL", "127.0.0.1:" + course.redis()),
        Map.entry("GRPC_HOST", "127.0.0.1"),
        Map.entry("GRPC_PORT", "" + port),
        Map.entry("HOST", "127.0.0.1"),
        Map.entry("PORT", "" + Ports.free()),
        Map.entry("DEBUG_HOST", "127.0.0.1"),
        Map.entry("DEBUG_PORT", "" + Ports.free()),
        Map.entry("DISABLE_STATS", "true"),
        Map.entry("LOG_LEVEL", "error"));
  }
}
