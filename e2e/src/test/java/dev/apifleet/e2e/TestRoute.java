package dev.apifleet.e2e;

/**
 * A route of a test's own: it takes the requests that carry the test's name in a header, so that
 * tests share neither limits nor settings with the quickstart or with each other.
 */
record TestRoute(String name, String pool, String extra) {
  static TestRoute to(String name) {
    return new TestRoute(name, "api-server", "");
  }

  TestRoute withPool(String otherPool) {
    return new TestRoute(name, otherPool, extra);
  }

  /** With a timeout of its own. */
  TestRoute withTimeout(String timeout) {
    return new TestRoute(name, pool, "    timeouts: {request: %s}\n".formatted(timeout));
  }

  /** With a rate limit policy of the given name. */
  TestRoute withPolicy(String policy) {
    return new TestRoute(name, pool, "    rateLimits: [{name: %s}]\n".formatted(policy));
  }

  String[] header() {
    return new String[] {"x-test", name};
  }

  String yaml() {
    return """
    apiVersion: apifleet.dev/v1alpha1
    kind: ApiRoute
    metadata: {name: %1$s}
    spec:
      rules:
      - name: only
        matches:
        - path: {type: PathPrefix, value: /api/v1/status}
          headers: [{name: x-test, value: %1$s}]
        backendRefs: [{name: %2$s}]
    """
            .formatted(name, pool)
        + extra;
  }

  /**
   * A policy with one limit for anonymous clients and one for free users, per minute. On a busy
   * machine gateways wait for Redis rather than decide alone, since tests count what passes.
   */
  static String policy(String name, int anonymous, int free) {
    String limits =
        "limits: {anonymous: {requests: %d, window: 1m}, free: {requests: %d, window: 1m}}";
    return policy(name, limits.formatted(anonymous, free), "storeTimeout: 1s");
  }

  /** A policy with fields of the test's choice. */
  static String policy(String name, String... fields) {
    return """
    apiVersion: apifleet.dev/v1alpha1
    kind: RateLimitPolicy
    metadata: {name: %s}
    spec: {%s}
    """
        .formatted(name, String.join(", ", fields));
  }
}
