package dev.apifleet.bench.peer;

import dev.apifleet.bench.race.Course;
import dev.apifleet.bench.race.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Envoy is told, put together of features: folders with what each adds to which place. */
final class EnvoyConfig {
  private static final List<String> PLACES =
      List.of("connections", "route", "filters", "backend", "clusters");

  private final Map<String, Object> values = new HashMap<>();

  private EnvoyConfig(Course course, int port, int limits) {
    values.put("port", port);
    values.put("backendPort", course.backend());
    values.put("limitPort", limits);
    Optional.ofNullable(course.issuer())
        .ifPresent(
            issuer -> {
              values.put("issuer", issuer.name());
              values.put("audience", issuer.audience());
              values.put("jwks", issuer.jwksUri());
            });
  }

  /**
   * For a course.
   *
   * @param limits port of the rate-limit service
   */
  static Template of(Course course, int port, int limits) {
    EnvoyConfig config = new EnvoyConfig(course, port, limits);
    Map<String, String> lines =
        PLACES.stream()
            .collect(Collectors.toMap(place -> place, place -> config.lines(place, course.task())));
    config.values.putAll(lines);
    return Template.of("envoy/envoy.yaml").with(config.values);
  }

  private String lines(String place, Task task) {
    return features(task).stream()
        .flatMap(feature -> Template.find("envoy/%s/%s.yaml".formatted(feature, place)).stream())
        .map(template -> template.with(values).text().stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private static List<String> features(Task task) {
    return switch (task) {
      case PROXY -> List.of();
      case REDIS_LIMIT -> List.of("limit", "limit-by-address");
      case JWT -> List.of("jwt");
      case CACHE_HIT -> List.of("cache");
      case EVERYTHING -> List.of("observed", "jwt", "limit", "limit-by-tier", "resilience");
    };
  }
}
