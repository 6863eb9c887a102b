package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;

/**
 * All that a translation depends on, read at one moment. The order of the lists does not matter.
 *
 * @param operatorNamespace where a fleet may allow routes of all namespaces
 * @param secrets what may be known of Secrets: names and digests, never what they hold
 * @param previous the last published snapshot by fleet ({@code namespace/name}): the source of last
 *     good forms
 */
public record World(
    String operatorNamespace,
    List<GatewayFleet> fleets,
    List<ApiRoute> routes,
    List<RateLimitPolicy> policies,
    List<BackendPool> pools,
    List<Service> services,
    List<EndpointSlice> endpointSlices,
    List<SecretDigest> secrets,
    Map<String, Snapshot> previous) {
  public World {
    fleets = List.copyOf(fleets);
    routes = List.copyOf(routes);
    policies = List.copyOf(policies);
    pools = List.copyOf(pools);
    services = List.copyOf(services);
    endpointSlices = List.copyOf(endpointSlices);
    secrets = List.copyOf(secrets);
    previous = Map.copyOf(previous);
  }
}
