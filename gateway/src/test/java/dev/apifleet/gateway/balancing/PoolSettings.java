package dev.apifleet.gateway.balancing;

import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BalancingConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.DisabledConfig;
import dev.apifleet.snapshot.PoolConfig.DnsConfig;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import java.util.List;

/** A pool's settings, one change at a time. */
record PoolSettings(
    String name,
    Algorithm algorithm,
    BreakerConfig breaker,
    BalancingConfig balancing,
    DnsConfig dns,
    HealthCheckConfig check,
    String failover,
    List<DisabledConfig> disabled,
    ActivationConfig room) {
  static PoolSettings of(String name) {
    return new PoolSettings(
        name, Algorithm.ROUND_ROBIN, Resources.LENIENT, null, null, null, null, List.of(), null);
  }

  PoolSettings by(Algorithm other, BalancingConfig how) {
    return new PoolSettings(name, other, breaker, how, dns, check, failover, disabled, room);
  }

  PoolSettings breaking(BreakerConfig other) {
    return new PoolSettings(
        name, algorithm, other, balancing, dns, check, failover, disabled, room);
  }

  PoolSettings lookedUp(String host, int port) {
    return new PoolSettings(
        name,
        algorithm,
        breaker,
        balancing,
        new DnsConfig(host, port),
        check,
        failover,
        disabled,
        room);
  }

  /** Every 50 ms; unhealthy after 2, healthy after 1; null for a TCP connection. */
  PoolSettings checked(String path) {
    return new PoolSettings(
        name,
        algorithm,
        breaker,
        balancing,
        dns,
        new HealthCheckConfig(path, 0, 50, 1_000, 2, 1, 0),
        failover,
        disabled,
        room);
  }

  PoolSettings orElse(String other) {
    return new PoolSettings(name, algorithm, breaker, balancing, dns, check, other, disabled, room);
  }

  PoolSettings without(String endpoint) {
    return new PoolSettings(
        name,
        algorithm,
        breaker,
        balancing,
        dns,
        check,
        failover,
        List.of(new DisabledConfig(endpoint, 0)),
        room);
  }

  /** Requests wait for its first endpoint. */
  PoolSettings woken(ActivationConfig by) {
    return new PoolSettings(
        name, algorithm, breaker, balancing, dns, check, failover, disabled, by);
  }

  PoolConfig config() {
    return new PoolConfig(
        name,
        algorithm,
        breaker,
        "",
        balancing,
        dns,
        check,
        null,
        PoolConfig.DEFAULT_RETRY_BUDGET,
        failover,
        null,
        disabled,
        List.of(),
        room);
  }
}
