package dev.apifleet.bench.race;

/** The resources that make our gateway a plain proxy, for others to add to. */
public final class Manifests {
  /** The gateway that races is busy all the time and must not count as overloaded. */
  private static final String FLEET =
      """
      kind: GatewayFleet
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: default, namespace: default}
      spec:
        replicas: 1
        listeners: [{name: http, port: %d}]
        overload: {cpu: 100, memory: 100, latency: 10s}
      """;

  /** A backend on this machine is allowed as a pod is, by its EndpointSlice. */
  private static final String POOL =
      """
      ---
      kind: Service
      apiVersion: v1
      metadata: {name: api, namespace: default}
      spec:
        ports: [{name: http, port: 80}]
      ---
      kind: EndpointSlice
      apiVersion: discovery.k8s.io/v1
      metadata: {name: api-1, namespace: default, labels: {kubernetes.io/service-name: api}}
      addressType: IPv4
      ports: [{name: http, port: %d}]
      endpoints: [{addresses: [127.0.0.1]}]
      ---
      kind: BackendPool
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: api, namespace: default}
      spec:
        discovery: {service: {name: api, port: 80}}
      """;

  private static final String ROUTE =
      """
      ---
      kind: ApiRoute
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: api, namespace: default}
      spec:
        fleetRef: default
        rules:
        - name: all
          matches: [{path: {type: PathPrefix, value: /api}}]
          backendRefs: [{name: api}]
      """;

  /** Rules that follow a route's, and a fleet's, in lines of their own. */
  static final String AUTHENTICATED = "    auth: {required: true}\n";

  static final String LIMITED = "    rateLimits: [{name: tiers}]\n";
  static final String CACHED = "    cache: {ttl: 1h}\n";
  static final String LOGGED = "  accessLog: {level: All}\n";

  private static final String POLICY =
      """
      ---
      kind: RateLimitPolicy
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: tiers, namespace: default}
      spec:
        key: [Identity]
        precision: %s
        limits:
          anonymous: {requests: 1000000000, window: 1m}
          %s: {requests: 1000000000, window: 1m}
      """;

  private static final String ISSUER =
      """
      identityProviders:
      - name: bench
        issuer: %s
        audiences: [%s]
        jwksUri: %s
        allowedTiers: [%s]
      """;

  private Manifests() {}

  /** A policy whose limit nobody reaches. */
  static String policy(String precision) {
    return POLICY.formatted(precision, SigningKey.TIER);
  }

  /** Follows a fleet. */
  static String issuer(Issuer issuer) {
    return ISSUER
        .formatted(issuer.name(), issuer.audience(), issuer.jwksUri(), SigningKey.TIER)
        .indent(2);
  }

  public static String fleet(int port) {
    return FLEET.formatted(port);
  }

  public static String pool(int backend) {
    return POOL.formatted(backend);
  }

  /** One rule; lines that follow, indented by four, belong to it. */
  public static String route() {
    return ROUTE;
  }

  /** All of a plain proxy. */
  public static String proxy(int port, int backend) {
    return fleet(port) + pool(backend) + route();
  }
}
