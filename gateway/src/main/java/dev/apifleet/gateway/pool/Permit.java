package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import dev.apifleet.snapshot.PoolConfig.FaultConfig;

/**
 * The right to send one request to an endpoint. One of {@link #succeeded}, {@link #failed} and
 * {@link #abandoned} reports how it went; then, or later when the body has passed, {@link #release}
 * ends it.
 */
public final class Permit implements Choice {
  private final Members members;
  private final Endpoint endpoint;
  private final BreakerState admittedBy;
  private final long startedAt;
  private boolean released;

  Permit(Members members, Endpoint endpoint, BreakerState admittedBy, long now) {
    this.members = members;
    this.endpoint = endpoint;
    this.admittedBy = admittedBy;
    this.startedAt = now;
    endpoint.begin();
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** How the endpoint is spoken with. */
  public ConnectionsConfig connections() {
    return members.connections();
  }

  /** Whether the pool simulates faults. */
  public boolean mayMeetFaults() {
    return !members.config().faults().isEmpty();
  }

  /**
   * The simulated fault that this try meets, or null.
   *
   * @param millis since the epoch
   * @param draw from 0 to 99
   */
  public FaultConfig fault(long millis, int draw) {
    return Faults.find(members.config().faults(), endpoint, millis, draw);
  }

  public void succeeded(long now) {
    endpoint.breaker().succeeded(admittedBy, members.config().breaker(), now);
    if (members.balancer() instanceof PeakEwma) {
      endpoint.record().latency().observe(now - startedAt, now);
    }
    if (admittedBy instanceof BreakerState.HalfOpen
        && endpoint.breaker().state() instanceof BreakerState.Closed) {
      endpoint.record().start(now);
    }
  }

  /** Trips are rare and one at a time, so that two at once do not exceed the cap. */
  public void failed(long now) {
    if (members.balancer() instanceof PeakEwma) {
      endpoint.record().latency().observeFailure(now - startedAt, now);
    }
    synchronized (members) {
      endpoint
          .breaker()
          .failed(admittedBy, members.config().breaker(), now, members::mayOpenOneMore);
    }
  }

  public void abandoned() {
    endpoint.breaker().abandoned(admittedBy);
  }

  public void release() {
    if (!released) {
      released = true;
      endpoint.end();
    }
  }
}
