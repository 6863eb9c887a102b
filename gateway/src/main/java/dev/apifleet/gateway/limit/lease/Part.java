package dev.apifleet.gateway.limit.lease;

import dev.apifleet.snapshot.PolicyConfig.StoreFailure;

/**
 * One of the counters that a request is held against.
 *
 * @param cost in units
 * @param onStoreFailure who decides while the store is away
 */
public record Part(Slot slot, long cost, StoreFailure onStoreFailure) {}
