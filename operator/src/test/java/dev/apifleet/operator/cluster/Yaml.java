package dev.apifleet.operator.cluster;

/** What users apply. */
final class Yaml {
  private Yaml() {}

  static final String FLEET =
      """
      apiVersion: apifleet.dev/v1alpha1
      kind: GatewayFleet
      metadata: {name: edge}
      spec:
        replicas: 0
        service: {type: ClusterIP}
        listeners: [{name: http, port: 8080}]
      """;

  /** A port and what makes it one of HTTPS. */
  static final String HTTPS = "8443, protocol: HTTPS, tls: {certificateRefs: [{name: site}]}";

  static String certificate(String text) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: site}
    type: kubernetes.io/tls
    stringData: {tls.crt: %s, tls.key: key}
    """
        .formatted(text);
  }

  static final String API =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: api}
      spec:
        ports: [{name: http, port: 80, targetPort: 8080}]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: api-1
        labels: {kubernetes.io/service-name: api}
      addressType: IPv4
      ports: [{name: http, port: 8080, protocol: TCP}]
      endpoints:
      - {addresses: [10.1.2.3], conditions: {ready: true}}
      - {addresses: [10.1.2.4], conditions: {ready: true}}
      ---
      apiVersion: apifleet.dev/v1alpha1
      kind: BackendPool
      metadata: {name: api}
      spec:
        discovery: {service: {name: api, port: 80}}
      ---
      apiVersion: apifleet.dev/v1alpha1
      kind: RateLimitPolicy
      metadata: {name: tiers}
      spec:
        limits:
          anonymous: {requests: 100, window: 1m}
      """;

  static String route(String name, String pool) {
    return """
    apiVersion: apifleet.dev/v1alpha1
    kind: ApiRoute
    metadata: {name: %1$s}
    spec:
      fleetRef: edge
      rules:
      - name: all
        matches: [{path: {type: PathPrefix, value: /%1$s}}]
        backendRefs: [{name: %2$s}]
        rateLimits: [{name: tiers}]
    """
        .formatted(name, pool);
  }
}
