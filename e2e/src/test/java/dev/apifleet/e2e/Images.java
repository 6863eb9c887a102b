package dev.apifleet.e2e;

import java.util.List;
import java.util.Optional;
import org.testcontainers.utility.DockerImageName;

/** The images under test, as the environment names them. */
record Images(
    String node, String operator, String gateway, String apiServer, String redis, String postgres) {

  static Images fromEnvironment() {
    return new Images(
        named("APIFLEET_K3S_IMAGE", "rancher/k3s:v1.35.4-k3s1"),
        named("APIFLEET_OPERATOR_IMAGE", "apifleet/operator:dev"),
        named("APIFLEET_GATEWAY_IMAGE", "apifleet/gateway:dev"),
        named("APIFLEET_API_SERVER_IMAGE", "apifleet/api-server:dev"),
        named("APIFLEET_REDIS_IMAGE", "redis:7.4-alpine"),
        named("APIFLEET_POSTGRES_IMAGE", "postgres:17-alpine"));
  }

  private static String named(String variable, String fallback) {
    return Optional.ofNullable(System.getenv(variable)).orElse(fallback);
  }

  DockerImageName nodeImage() {
    return DockerImageName.parse(node).asCompatibleSubstituteFor("rancher/k3s");
  }

  /** What the cluster must have, since it may not be able to pull. */
  List<String> loaded() {
    return List.of(operator, gateway, apiServer, redis, postgres);
  }
}
