package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.pool.Choice;
import dev.apifleet.gateway.pool.Door;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.Ticket;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.RuleAction.Priority;

/** One request's way into its pool: at once, or after a while in the queue. */
final class Entrance implements Ticket.Waiter {
  private final ProxyExchange exchange;
  private final Pool pool;
  private final Door door;
  private final Forwarding forwarding;
  private final Alarm patience;
  private Ticket ticket;
  private long enteredAt;
  private boolean inside;
  private boolean left;

  Entrance(ProxyExchange exchange, Pool pool, Forwarding forwarding) {
    this.exchange = exchange;
    this.pool = pool;
    this.door = pool.door();
    this.forwarding = forwarding;
    this.patience = new Alarm(exchange.front().lane().clock());
  }

  /** Goes in or queues up; nobody waits for a pool whose breakers are all open. */
  void enter(Priority priority, long now) {
    if (door.tryEnter()) {
      entered(now);
      return;
    }
    Choice refusal = pool.refusal(now);
    if (refusal != null) {
      forwarding.turnedAway(refusal);
      return;
    }
    ticket = door.queue(priority.ordinal(), tierPriority(), this);
    if (ticket == null) {
      forwarding.refuse(Problems.queueFull(pool.name()));
    } else {
      patience.set(door.waitMillis(), this::tooLate);
    }
  }

  /** How important the subscriber is among requests of equal priority. */
  private int tierPriority() {
    FleetSettings settings = exchange.runtime().settings();
    return settings == null ? 0 : settings.tiers().getOrDefault(exchange.subscriber().tier(), 0);
  }

  private void entered(long now) {
    inside = true;
    enteredAt = now;
    forwarding.entered();
  }

  @Override
  public void admitted() {
    exchange.front().lane().run(this::called);
  }

  /** The request may have ended between the call and now. */
  private void called() {
    patience.cancel();
    if (left) {
      door.exit();
    } else {
      entered(exchange.front().lane().now());
    }
  }

  @Override
  public void displaced() {
    exchange.front().lane().run(this::sentAway);
  }

  private void sentAway() {
    patience.cancel();
    if (!left) {
      forwarding.refuse(Problems.queueFull(pool.name()));
    }
  }

  private void tooLate() {
    if (door.expire(ticket)) {
      forwarding.refuse(Problems.queuedTooLong(pool.name(), door.waitMillis()));
    }
  }

  /** A head has come from a backend that works, or one was waited for in vain. */
  void timed(long now) {
    door.answered(enteredAt, now);
  }

  /** The request has ended, wherever it was. */
  void leave() {
    left = true;
    patience.cancel();
    if (inside) {
      inside = false;
      door.exit();
    } else if (ticket != null) {
      door.leave(ticket);
    }
  }
}
