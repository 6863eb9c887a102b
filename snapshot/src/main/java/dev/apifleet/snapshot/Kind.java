package dev.apifleet.snapshot;

import java.util.SortedMap;

/** The kinds of resource a snapshot is made of, each with the record that carries it. */
public enum Kind {
  FLEET(FleetSettings.class),
  LISTENER(ListenerConfig.class),
  ISSUER(IssuerConfig.class),
  API_KEY(ApiKeyConfig.class),
  POLICY(PolicyConfig.class),
  POOL(PoolConfig.class),
  ENDPOINTS(EndpointsConfig.class),
  ROUTE(RouteConfig.class);

  private final Class<? extends Resource> type;

  Kind(Class<? extends Resource> type) {
    this.type = type;
  }

  /** The record that carries a resource of this kind. */
  public Class<? extends Resource> type() {
    return type;
  }

  /** The part of a map that is about resources of this kind. */
  public <V> SortedMap<ResourceKey, V> of(SortedMap<ResourceKey, V> all) {
    return all.subMap(first(), last());
  }

  /** Comes before all keys of this kind. */
  public ResourceKey first() {
    return new ResourceKey(this, "");
  }

  /** Comes behind all keys of this kind: no name has this character. */
  public ResourceKey last() {
    return new ResourceKey(this, "\uffff");
  }

  /** The kind of a resource. */
  public static Kind of(Resource resource) {
    return switch (resource) {
      case FleetSettings _ -> FLEET;
      case ListenerConfig _ -> LISTENER;
      case IssuerConfig _ -> ISSUER;
      case ApiKeyConfig _ -> API_KEY;
      case PolicyConfig _ -> POLICY;
      case PoolConfig _ -> POOL;
      case EndpointsConfig _ -> ENDPOINTS;
      case RouteConfig _ -> ROUTE;
    };
  }
}
