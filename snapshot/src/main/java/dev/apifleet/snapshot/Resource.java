package dev.apifleet.snapshot;

/** One independently delivered part of a snapshot: what changes together travels together. */
public sealed interface Resource
    permits FleetSettings,
        ListenerConfig,
        IssuerConfig,
        ApiKeyConfig,
        PolicyConfig,
        PoolConfig,
        EndpointsConfig,
        RouteConfig {

  /** Unique within its kind: {@code namespace/name} of the custom resource it comes from. */
  String name();

  /** The kind and name that identify this resource in a snapshot. */
  default ResourceKey key() {
    return new ResourceKey(Kind.of(this), name());
  }
}
