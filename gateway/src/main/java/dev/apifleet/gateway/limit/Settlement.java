package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.gateway.limit.lease.Charged;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * Charges what the backend says that a request has cost, in place of what was charged at first. An
 * answer that no backend gave costs what was charged.
 */
record Settlement(Leases leases, CostConfig cost, List<Charged> charges) implements ResponseTap {
  @Override
  public Body head(int status, MultiMap headers) {
    long estimate = charges.getFirst().units();
    long settled = Cost.settled(cost, headers, estimate);
    if (settled != estimate) {
      charges.forEach(charge -> leases.settle(charge, settled));
    }
    return null;
  }
}
