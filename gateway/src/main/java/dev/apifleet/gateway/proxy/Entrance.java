package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.pool.Choice;
import dev.apifleet.gateway.pool.Door;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.Ticket;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.RuleAction.Priority;
import java.util.concurrent.TimeUnit;

/**
 * One request's way into its pool: at once, or after a while in the queue, which is also the room
 * where it waits for a first endpoint.
 */
final class Entrance implements Ticket.Waiter {
  /** After so long the first ones hold a waking pool's door no more. */
  private static final long LONG_MILLIS = 1_000;

  private final ProxyExchange exchange;
  private final Pool pool;
  private final Door door;
  private final Forwarding forwarding;
  private final Priority priority;
  private final Alarm patience;
  private Ticket ticket;
  private long queuedAt;
  private long enteredAt;
  private boolean inside;
  private boolean waited;
  private boolean widens;
  private boolean left;

  Entrance(ProxyExchange exchange, Pool pool, Forwarding forwarding, Priority priority) {
    this.exchange = exchange;
    this.pool = pool;
    this.door = pool.door();
    this.forwarding = forwarding;
    this.priority = priority;
    this.patience = new Alarm(exchange.front().lane().clock());
  }

  /** Goes in or queues up; nobody waits for a pool whose breakers are all open. */
  void enter(long now) {
    if (door.tryEnter()) {
      entered(now);
      return;
    }
    Choice refusal = pool.refusal(now);
    if (refusal == null) {
      queueUp(now);
    } else if (!waitsInstead(refusal, now)) {
      forwarding.turnedAway(refusal);
    }
  }

  /** Waits for an endpoint where there is none, if the pool is one that is woken by that. */
  boolean waitsInstead(Choice refusal, long now) {
    if (!(refusal instanceof Choice.NoEndpoint) || !door.isRoom()) {
      return false;
    }
    goOut();
    waited = true;
    queueUp(now);
    return true;
  }

  private void queueUp(long now) {
    queuedAt = now;
    pool.recountDisabled();
    ticket = door.queue(priority.ordinal(), tierPriority(), this, now);
    if (ticket == null) {
      sendAway();
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
    if (door.isWaking()) {
      widens = true;
      patience.set(LONG_MILLIS, this::answered);
    }
    forwarding.entered();
  }

  @Override
  public void admitted() {
    exchange.front().lane().run(this::called);
  }

  /** The request may have ended between the call and now. */
  private void called() {
    patience.cancel();
    ticket = null;
    if (left) {
      door.exit();
    } else {
      entered(exchange.front().lane().now());
    }
  }

  @Override
  public void displaced() {
    exchange.front().lane().run(this::lostPlace);
  }

  private void lostPlace() {
    patience.cancel();
    if (!left) {
      sendAway();
    }
  }

  private void sendAway() {
    if (door.isWaking()) {
      forwarding.turnedAway(stillAsleep());
    } else {
      forwarding.refuse(Problems.queueFull(pool.name()));
    }
  }

  /** The last endpoint may have gone since: then there is more time. */
  private void tooLate() {
    long now = exchange.front().lane().now();
    long spent = TimeUnit.NANOSECONDS.toMillis(now - queuedAt);
    if (spent < door.waitMillis()) {
      patience.set(door.waitMillis() - spent, this::tooLate);
    } else if (door.expire(ticket)) {
      if (door.isWaking()) {
        forwarding.turnedAway(stillAsleep());
      } else {
        forwarding.refuse(Problems.queuedTooLong(pool.name(), door.waitMillis()));
      }
    }
  }

  /** What to tell one for whom there was no endpoint in time. */
  Problem stillAsleep() {
    return Problems.scalingFromZero(pool.name(), door.secondsLeft(exchange.front().lane().now()));
  }

  /** Whether it waits for an endpoint of a pool that has none. */
  boolean isAwaitingEndpoint() {
    return ticket != null && door.isWaking();
  }

  /** Whether the pool has not shown yet that it works since it had no endpoint. */
  boolean isFirst() {
    return widens;
  }

  /** Whether its time here says something of the backend. */
  boolean isTelling() {
    return !waited;
  }

  /** A head has come, or its turn to wait for one alone is over. */
  void answered() {
    if (widens) {
      widens = false;
      patience.cancel();
      door.widen();
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
    goOut();
    if (ticket != null) {
      door.leave(ticket);
    }
  }

  private void goOut() {
    widens = false;
    if (inside) {
      inside = false;
      door.exit();
    }
  }
}
