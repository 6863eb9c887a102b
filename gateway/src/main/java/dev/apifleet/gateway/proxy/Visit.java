package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.pool.Choice;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.RuleAction.Priority;

/**
 * One request's stay with a pool, from its queue to the end of the answer; it may move on, once, to
 * the pool that takes over.
 */
final class Visit {
  private final ProxyExchange exchange;
  private final Forwarding forwarding;
  private final Priority priority;
  private final Lane lane;
  private Pool pool;
  private Entrance entrance;
  private long began;
  private boolean movedOn;

  Visit(ProxyExchange exchange, Forwarding forwarding, Priority priority, Pool pool) {
    this.exchange = exchange;
    this.forwarding = forwarding;
    this.priority = priority;
    this.lane = exchange.front().lane();
    this.pool = pool;
  }

  Pool pool() {
    return pool;
  }

  void begin() {
    began = lane.now();
    pool.load().begin(began);
    entrance = new Entrance(exchange, pool, forwarding, priority);
    entrance.enter(began);
  }

  /** Where it is let in, and waits. */
  Entrance entrance() {
    return entrance;
  }

  /** A head has come from a backend that works, or one was waited for in vain. */
  void timed(long now) {
    entrance.timed(now);
  }

  /** Goes to the pool that takes over, if there is one with an endpoint to offer or to wait for. */
  boolean movesOn() {
    String failover = pool.members().config().failover();
    Pool other = failover == null || movedOn ? null : exchange.runtime().pools().get(failover);
    if (other == null || !takesOver(other)) {
      return false;
    }
    movedOn = true;
    pool.failovers().increment();
    end(true);
    pool = other;
    exchange.dispatch().failedOver(other);
    begin();
    return true;
  }

  private boolean takesOver(Pool other) {
    Choice refusal = other.refusal(lane.now());
    return refusal == null || refusal instanceof Choice.NoEndpoint && other.door().isRoom();
  }

  /**
   * Ends it.
   *
   * @param tells whether its time says anything of the backend
   */
  void end(boolean tells) {
    entrance.leave();
    if (tells && entrance.isTelling()) {
      pool.load().end(began, lane.now());
    } else {
      pool.load().end(lane.now());
    }
  }
}
