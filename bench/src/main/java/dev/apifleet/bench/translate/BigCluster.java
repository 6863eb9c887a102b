package dev.apifleet.bench.translate;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A namespace full of routes: ten to a pool, each pool with a Service of ten endpoints, and a
 * policy to a hundred routes. Lists are made as the operator's stores make them: anew, in order,
 * when something in them has changed.
 */
final class BigCluster {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final int ROUTES_PER_POOL = 10;
  private static final int ROUTES_PER_POLICY = 100;
  private static final int ENDPOINTS = 10;

  private final Kept<ApiRoute> routes = new Kept<>(ApiRoute.class);
  private final Kept<BackendPool> pools = new Kept<>(BackendPool.class);
  private final Kept<RateLimitPolicy> policies = new Kept<>(RateLimitPolicy.class);
  private final Kept<Service> services = new Kept<>(Service.class);
  private final Kept<EndpointSlice> slices = new Kept<>(EndpointSlice.class);
  private final List<GatewayFleet> fleets;
  private final int size;
  private long versions;

  /** Objects of one kind. */
  private final class Kept<T extends HasMetadata> {
    private final Class<T> kind;
    private final TreeMap<String, T> byName = new TreeMap<>();
    private List<T> listed;

    Kept(Class<T> kind) {
      this.kind = kind;
    }

    void put(String name, String rest) {
      byName.put(name, object(kind, name, rest));
      listed = null;
    }

    void remove(String name) {
      byName.remove(name);
      listed = null;
    }

    List<T> all() {
      listed = listed == null ? List.copyOf(byName.values()) : listed;
      return listed;
    }
  }

  BigCluster(int size) {
    this.size = size;
    this.fleets = List.of(object(GatewayFleet.class, "default", "'spec': {}"));
    IntStream.range(0, pools()).forEach(this::addPool);
    IntStream.range(0, Math.max(1, size / ROUTES_PER_POLICY)).forEach(i -> policy(i, 100));
    IntStream.range(0, size).forEach(i -> route(i, "/"));
  }

  private int pools() {
    return Math.max(1, size / ROUTES_PER_POOL);
  }

  private void addPool(int number) {
    pool(number, 20);
    services.put("s%05d".formatted(number), "'spec': {'ports': [{'port': 80, 'name': 'http'}]}");
    endpoints(number, 1);
  }

  void route(int number, String below) {
    routes.put(
        "r%05d".formatted(number),
        """
        'spec': {'hostnames': ['api%d.example.com'], 'rules': [{'name': 'all',
          'matches': [{'path': {'type': 'PathPrefix', 'value': '/v1/r%d%s'}, 'method': 'GET'}],
          'rateLimits': [{'name': 'l%05d'}], 'timeouts': {'request': '2s'},
          'backendRefs': [{'name': 'p%05d'}]}]}
        """
            .formatted(
                number % 50,
                number,
                below,
                number / ROUTES_PER_POLICY % Math.max(1, size / ROUTES_PER_POLICY),
                number % pools()));
  }

  void removeRoute(int number) {
    routes.remove("r%05d".formatted(number));
  }

  void pool(int number, int retryBudget) {
    pools.put(
        "p%05d".formatted(number),
        "'spec': {'retryBudget': %d, 'discovery': {'service': {'name': 's%05d', 'port': 80}}}"
            .formatted(retryBudget, number));
  }

  void policy(int number, int requests) {
    policies.put(
        "l%05d".formatted(number),
        "'spec': {'limits': {'free': {'requests': %d, 'window': '1m'}}}".formatted(requests));
  }

  void endpoints(int number, int generation) {
    String endpoints =
        IntStream.range(0, ENDPOINTS)
            .mapToObj(i -> endpoint(number, i, i == 0 ? generation : 0))
            .collect(Collectors.joining(", "));
    slices.put(
        "s%05d-x".formatted(number),
        "'addressType': 'IPv4', 'ports': [{'port': 8080, 'name': 'http'}], 'endpoints': [%s]"
            .formatted(endpoints));
  }

  private static String endpoint(int pool, int number, int generation) {
    return "{'addresses': ['10.%d.%d.%d'], 'targetRef': {'kind': 'Pod', 'name': 'pod-%d-%d-%d'}}"
        .formatted(pool / 250, pool % 250, number + 1, pool, number, generation);
  }

  World world(Map<String, Snapshot> previous) {
    return new World(
        "default",
        fleets,
        routes.all(),
        policies.all(),
        pools.all(),
        services.all(),
        slices.all(),
        List.of(),
        previous);
  }

  private <T extends HasMetadata> T object(Class<T> kind, String name, String rest) {
    long version = ++versions;
    String service = kind == EndpointSlice.class ? name.substring(0, name.length() - 2) : "none";
    return JSON.unmarshal(
        """
        {'metadata': {'namespace': 'default', 'name': '%s', 'uid': '%s', 'generation': %d,
          'resourceVersion': '%d', 'labels': {'kubernetes.io/service-name': '%s'},
          'creationTimestamp': '2026-01-01T00:00:00Z'}, %s}
        """
            .formatted(name, kind.getSimpleName() + name, version, version, service, rest)
            .replace('\'', '"'),
        kind);
  }
}
