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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.pcollections.PSortedMap;

/**
 * Builds a runtime from resources and the runtime before. What did not change is taken over; what
 * cannot be built is named, and its last good form stays.
 */
public final class RuntimeBuilder {
  private static final FleetSettings UNSET = new FleetSettings("unset", List.of(), 1);

  /** Where more than one route of so many changes, the router is better built as a whole. */
  private static final int MANY = 8;

  private final FilterBuilder filters;
  private final PoolSite poolSite;
  private final KeyLoader keys;

  public RuntimeBuilder(FilterBuilder filters, PoolSite poolSite, KeyLoader keys) {
    this.filters = filters;
    this.poolSite = poolSite;
    this.keys = keys;
  }

  /**
   * The outcome.
   *
   * @param changed what differs from the runtime before, or may
   * @param members who is in a pool from this runtime's start on, where that has changed
   */
  public record Built(
      Runtime runtime, Collection<ResourceKey> changed, Map<Pool, Members> members) {}

  /** Builds all that is wanted. */
  public Built build(Runtime old, Version version, SortedMap<ResourceKey, Encoded> wanted) {
    Set<ResourceKey> all = new HashSet<>(wanted.keySet());
    all.addAll(old.resources().keySet());
    return build(old, version, wanted, all);
  }

  /**
   * Builds a runtime and leaves the old one as it is.
   *
   * @param changed what is not wanted as it was when the old one was built
   */
  public Built build(
      Runtime old,
      Version version,
      SortedMap<ResourceKey, Encoded> wanted,
      Collection<ResourceKey> changed) {
    LastGood resources = new LastGood(wanted, old, changed);
    forgetKeys(old, resources);
    resources.check(Kind.LISTENER, (_, source) -> withKeys(source.resource()));
    resources.check(
        Kind.FLEET,
        (_, source) -> TrustedProxies.of(((FleetSettings) source.resource()).trustedProxies()));
    FleetSettings settings =
        resources.served(Kind.FLEET, FleetSettings.class).stream().findFirst().orElse(UNSET);
    Map<Pool, Members> members = new HashMap<>();
    PSortedMap<String, Pool> pools = pools(old, resources, members);
    FilterSite site = site(old, resources, pools, settings);
    if (!site.equals(old.site())) {
      filters.prepare(site);
      resources.change(resources.wanted(Kind.ROUTE));
    }
    PSortedMap<String, CompiledRoute> routes =
        new RouteBuilder(filters, old.routes(), pools, site).build(resources);
    return new Built(
        new Runtime(
            version,
            resources.served(),
            resources.rejected(),
            settings,
            settings == old.settings()
                ? old.trustedProxies()
                : TrustedProxies.of(settings.trustedProxies()),
            site,
            pools,
            routes,
            router(old, routes, resources.changed(Kind.ROUTE))),
        resources.changed(),
        members);
  }

  /** Only listeners and pools have keys. */
  private void forgetKeys(Runtime old, LastGood resources) {
    if (resources.hasChanged(Kind.LISTENER) || resources.hasChanged(Kind.POOL)) {
      List<Encoded> served = new ArrayList<>(Kind.LISTENER.of(old.resources()).values());
      served.addAll(Kind.POOL.of(old.resources()).values());
      keys.retain(served);
    }
  }

  /** What did not change stays the same object, so that to compare it costs nothing. */
  private FilterSite site(
      Runtime old, LastGood resources, Map<String, Pool> pools, FleetSettings fleet) {
    FilterSite before = old.site();
    resources.check(Kind.POLICY, (_, source) -> source);
    resources.check(Kind.ISSUER, (_, source) -> checked((IssuerConfig) source.resource()));
    resources.check(Kind.API_KEY, (_, source) -> checked((ApiKeyConfig) source.resource()));
    boolean trusts = resources.hasChanged(Kind.ISSUER) || fleet != old.settings();
    return new FilterSite(
        resources.hasChanged(Kind.POLICY) ? policies(resources) : before.policies(),
        pools,
        trusts ? trust(resources, fleet) : before.trust(),
        resources.hasChanged(Kind.API_KEY)
            ? resources.served(Kind.API_KEY, ApiKeyConfig.class)
            : before.apiKeys(),
        Math.max(1, fleet.gateways()));
  }

  private IssuerConfig checked(IssuerConfig issuer) {
    filters.check(issuer);
    return issuer;
  }

  private ApiKeyConfig checked(ApiKeyConfig key) {
    filters.check(key);
    return key;
  }

  private static Map<String, PolicyConfig> policies(LastGood resources) {
    return resources.served(Kind.POLICY, PolicyConfig.class).stream()
        .collect(Collectors.toMap(PolicyConfig::name, policy -> policy));
  }

  private static Trust trust(LastGood resources, FleetSettings fleet) {
    return new Trust(
        resources.served(Kind.ISSUER, IssuerConfig.class),
        fleet.credentials(),
        fleet.identityHeaders());
  }

  private PSortedMap<String, Pool> pools(
      Runtime old, LastGood resources, Map<Pool, Members> members) {
    resources.check(Kind.ENDPOINTS, (_, source) -> checked((EndpointsConfig) source.resource()));
    for (ResourceKey endpoints : resources.changed(Kind.ENDPOINTS)) {
      resources.change(List.of(new ResourceKey(Kind.POOL, endpoints.name())));
    }
    return resources.build(
        Kind.POOL,
        old.pools(),
        (key, source) -> {
          Pool known = old.pools().get(key.name());
          Pool pool = known == null ? new Pool(key.name(), poolSite) : known;
          PoolConfig config = (PoolConfig) withKeys(source.resource());
          members.put(pool, pool.membersBy(config, endpoints(key.name(), resources)));
          return pool;
        });
  }

  private static EndpointsConfig endpoints(String pool, LastGood resources) {
    Encoded served = resources.served(new ResourceKey(Kind.ENDPOINTS, pool));
    return served == null
        ? new EndpointsConfig(pool, List.of())
        : (EndpointsConfig) served.resource();
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

  private static Router<Rule> router(
      Runtime old, Map<String, CompiledRoute> routes, Collection<ResourceKey> looked) {
    List<String> changed =
        looked.stream()
            .map(ResourceKey::name)
            .filter(name -> old.routes().get(name) != routes.get(name))
            .toList();
    if (changed.size() * MANY > routes.size()) {
      return new Router<>(routes.values().stream().map(CompiledRoute::matches).toList());
    }
    Router<Rule> router = old.router();
    for (String name : changed) {
      router = replaced(router, old.routes().get(name), routes.get(name));
    }
    return router;
  }

  /** The new one comes before the old one goes, so that what both have need not be made twice. */
  private static Router<Rule> replaced(
      Router<Rule> router, CompiledRoute before, CompiledRoute now) {
    Router<Rule> more = now == null ? router : router.with(now.matches());
    return before == null ? more : more.without(before.matches());
  }
}
