package dev.apifleet.gateway.upkeep;

import io.vertx.core.Future;

/** The background work of one pool. Confined to one event loop. */
record PoolUpkeep(DnsWatch dns, HealthWatch health) {
  /** Does what the pool asks for now. */
  void adjust() {
    dns.adjust();
    health.adjust();
  }

  Future<Void> settled() {
    return dns.settled();
  }

  void stop() {
    dns.stop();
    health.stop();
  }
}
