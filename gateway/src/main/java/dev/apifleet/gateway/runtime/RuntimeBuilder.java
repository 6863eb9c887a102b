package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.filter.Trust;
import dev.apifleet.gateway.pool.Members;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.gateway.transport.KeyLoader;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.IssuerConfig;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Version;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Builds a runtime from resources and the runtime before. What did not change is taken over; what
 * cannot be built is named, and its last good form stays.
 */
public final class RuntimeBuilder {
  private final FilterBuilder filters;
  private final MeterRegistry registry;
  private final PoolSite poolSite;
  private final KeyLoader keys;

  public RuntimeBuilder(
      FilterBuilder filters, MeterRegistry registry, PoolSite poolSite, KeyLoader keys) {
    this.filters = filters;
    this.registry = registry;
    this.poolSite = poolSite;
    this.keys = keys;
  }

  /**
   * The outcome.
   *
   * @param rejected why a resource is not served as it was wanted
   */
  public record Built(Runtime runtime, SortedMap<ResourceKey, String> rejected) {}

  private record Fleet(TrustedProxies trustedProxies, FleetSettings settings) {
    static final Fleet UNSET =
        new Fleet(TrustedProxies.NONE, new FleetSettings("unset", List.of(), 1));

    static Fleet of(FleetSettings settings) {
      return new Fleet(TrustedProxies.of(settings.trustedProxies()), settings);
    }
  }

  private record Filled(Pool pool, Members members) {}

  /** Builds a runtime and leaves the old one as it is. */
  public Built build(Runtime old, Version version, SortedMap<ResourceKey, Encoded> wanted) {
    LastGood resources = new LastGood(wanted, old.resources());
    keys.retain(old.resources().values());
    resources.build(Kind.LISTENER, (_, source) -> withKeys(source.resource()));
    Fleet fleet =
        resources
            .build(Kind.FLEET, (_, source) -> Fleet.of((FleetSettings) source.resource()))
            .values()
            .stream()
            .findFirst()
            .orElse(Fleet.UNSET);
    Map<String, Filled> filled = pools(old, resources);
    Map<String, Pool> pools = new LinkedHashMap<>();
    filled.forEach((name, pool) -> pools.put(name, pool.pool()));
    FilterSite site = site(resources, pools, fleet.settings());
    filters.prepare(site);
    Map<String, CompiledRoute> routes =
        new RouteBuilder(filters, registry, old.routes(), pools, site).build(resources);
    return new Built(
        new Runtime(
            version,
            resources.served(),
            fleet.settings(),
            fleet.trustedProxies(),
            pools,
            filled.values().stream().collect(Collectors.toMap(Filled::pool, Filled::members)),
            routes,
            router(old, routes)),
        resources.rejected());
  }

  private static FilterSite site(LastGood resources, Map<String, Pool> pools, FleetSettings fleet) {
    return new FilterSite(
        plain(resources, Kind.POLICY, PolicyConfig.class),
        pools,
        new Trust(
            List.copyOf(plain(resources, Kind.ISSUER, IssuerConfig.class).values()),
            fleet.credentials(),
            fleet.identityHeaders()),
        List.copyOf(plain(resources, Kind.API_KEY, ApiKeyConfig.class).values()),
        Math.max(1, fleet.gateways()));
  }

  private static <T extends Resource> Map<String, T> plain(
      LastGood resources, Kind kind, Class<T> type) {
    return resources.build(kind, (_, source) -> type.cast(source.resource()));
  }

  private Map<String, Filled> pools(Runtime old, LastGood resources) {
    Map<String, EndpointsConfig> endpoints =
        resources.build(
            Kind.ENDPOINTS, (_, source) -> checked((EndpointsConfig) source.resource()));
    return resources.build(
        Kind.POOL,
        (key, source) -> {
          Pool known = old.pools().get(key.name());
          Pool pool = known == null ? new Pool(key.name(), poolSite) : known;
          EndpointsConfig members =
              endpoints.getOrDefault(key.name(), new EndpointsConfig(key.name(), List.of()));
          PoolConfig config = (PoolConfig) withKeys(source.resource());
          return new Filled(pool, pool.membersBy(config, members));
        });
  }

  private Resource withKeys(Resource resource) {
    keys.load(resource);
    return resource;
  }

  private static EndpointsConfig checked(EndpointsConfig config) {
    for (EndpointsConfig.EndpointConfig endpoint : config.endpoints()) {
      if (endpoint.address() == null || endpoint.port() < 1 || endpoint.port() > 65_535) {
        throw new IllegalArgumentException(
            "endpoint " + endpoint + " needs an address and a port from 1 to 65535");
      }
    }
    return config;
  }

  private static Router<Rule> router(Runtime old, Map<String, CompiledRoute> routes) {
    return routes.equals(old.routes())
        ? old.router()
        : new Router<>(routes.values().stream().map(CompiledRoute::matches).toList());
  }
}
