package dev.apifleet.bench.delivery;

import dev.apifleet.api.v1alpha1.ApiRoute;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Routes that answer by themselves, so that nothing but their delivery is measured. */
final class Route {
  private static final String YAML =
      """
      apiVersion: apifleet.dev/v1alpha1
      kind: ApiRoute
      metadata: {name: %1$s}
      spec:
        rules:
        - name: only
          matches: [{path: {type: Exact, value: %2$s}}]
          filters: [{type: DirectResponse, directResponse: {statusCode: 200, body: "%3$d"}}]
      """;

  private Route() {}

  /** Its answer is a number, so that an edit makes a difference. */
  static ApiRoute answering(String name, long number) {
    return Serialization.unmarshal(YAML.formatted(name, path(name), number), ApiRoute.class);
  }

  static String path(String name) {
    return "/bench-delivery/" + name;
  }

  static boolean isProgrammed(ApiRoute route) {
    return route.getStatus() != null
        && route.getStatus().conditions() != null
        && route.getStatus().conditions().stream()
            .filter(condition -> condition.type().equals("Programmed"))
            .anyMatch(
                condition ->
                    condition.status().equals("True")
                        && route
                            .getMetadata()
                            .getGeneration()
                            .equals(condition.observedGeneration()));
  }
}
