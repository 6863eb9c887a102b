package dev.apifleet.gateway.limit.lease;

import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.lease.Charged.By;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Decides requests in one gateway: from slices of units that it has taken from the store ahead, and
 * by asking the store for what they do not cover. Safe for threads.
 *
 * <p>The sum of what all gateways admit never exceeds the limit, since units are charged in the
 * store before they are spent (each algorithm proves it for its own windows). A refused key costs
 * no question until the time that the store named. What is left of a slice at its end goes back; a
 * gateway that dies costs its slices, which weigh as if they had been spent.
 */
public final class Leases {
  private static final Future<Answer> NOTHING = Future.succeededFuture(new Answer.Done());
  private static final long SWEEP_MILLIS = 5;
  private static final long STALL_MILLIS = 20;
  private static final long PAY_MILLIS = 50;
  private static final int PAY_AT_ONCE = 2_000;

  private final CounterStore store;
  private final Timers timers;
  private final Alone alone;
  private final long maximumKeys;
  private final PriorityBlockingQueue<Ending> endings =
      new PriorityBlockingQueue<>(64, Comparator.comparingLong(Ending::at));
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final Set<Slot> debtors = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean paying = new AtomicBoolean();

  private record Ending(Slot slot, long at) {}

  /**
   * @param maximumKeys that are counted while the store is away; the least used are forgotten first
   */
  public Leases(CounterStore store, Timers timers, long maximumKeys) {
    this.store = store;
    this.timers = timers;
    this.maximumKeys = maximumKeys;
    this.alone = new Alone(maximumKeys);
  }

  /**
   * Decides about a request; the outcome comes at once where slices or refusals at hand decide,
   * else on any thread, within the budget.
   *
   * @param budgetMillis the longest that it may wait for the store
   */
  public void decide(List<Part> parts, long budgetMillis, Consumer<Outcome> then) {
    new Decision(this, parts, now() + budgetMillis, then).go(false);
  }

  /** How the parts stand, without charging anything. */
  public void look(List<Part> parts, Consumer<Outcome> then) {
    List<Charge> charges =
        parts.stream().map(part -> new Charge(part.slot().counter(), part.cost(), 0, 0)).toList();
    store
        .ask(new Ask.Look(charges))
        .map(answer -> ((Answer.Standings) answer).counters())
        .otherwise(_ -> parts.stream().map(p -> alone.look(p.slot(), p.cost(), now())).toList())
        .onSuccess(standings -> then.accept(seen(parts, standings)));
  }

  private static Outcome seen(List<Part> parts, List<Standing> standings) {
    return standings.stream().anyMatch(Standing::exhausted)
        ? new Outcome.Refused(standings, false)
        : new Outcome.Admitted(
            List.of(),
            IntStream.range(0, parts.size())
                .mapToObj(i -> standings.get(i).after(parts.get(i).cost()))
                .toList(),
            0,
            false);
  }

  /** Gives a charge back: the request was refused by something else. */
  public void refund(Charged charge) {
    giveBack(charge, now());
  }

  /** Charges what a request turned out to cost, or gives back what it did not. */
  public void settle(Charged charge, long cost) {
    long now = now();
    if (cost < charge.units()) {
      giveBack(new Charged(charge.slot(), charge.units() - cost, charge.stamp(), charge.by()), now);
    } else if (cost > charge.units() && charge.by() != By.NOBODY) {
      owe(charge.slot(), charge.slot().takeMore(cost - charge.units(), now));
    }
  }

  /** Gives everything back that a slot holds: nobody will ask for it soon. */
  public Future<Void> close(Slot slot) {
    return Future.join(returnLeftover(slot, now(), true), payDebt(slot)).mapEmpty();
  }

  CounterStore store() {
    return store;
  }

  Alone alone() {
    return alone;
  }

  long now() {
    return timers.millis();
  }

  Outcome.Refused refusal(List<Part> parts, long now) {
    for (Part part : parts) {
      if (part.slot().refusal(part.cost(), now) != null) {
        return refused(parts, now);
      }
    }
    return null;
  }

  private static Outcome.Refused refused(List<Part> parts, long now) {
    List<Standing> standings = new ArrayList<>(parts.size());
    for (Part part : parts) {
      Standing refusal = part.slot().refusal(part.cost(), now);
      standings.add(refusal == null ? part.slot().standing(now) : refusal);
    }
    return new Outcome.Refused(standings, false);
  }

  /**
   * Lets a decision wait no longer than its deadline for who asks in its place; but where this
   * gateway itself was held up, the answer may be there and is read first.
   */
  void expect(Slot slot, Decision decision, long deadline) {
    timers.after(
        Math.max(1, deadline - now()),
        () -> {
          if (now() - deadline > STALL_MILLIS) {
            timers.after(STALL_MILLIS, () -> leave(slot, decision));
          } else {
            leave(slot, decision);
          }
        });
  }

  private static void leave(Slot slot, Decision decision) {
    if (slot.leave(decision)) {
      decision.decideAlone();
    }
  }

  /** Calls those who waited for an answer about a slot. */
  void wake(Slot slot) {
    List<Decision> all = slot.endAsking();
    long cost = all.stream().mapToLong(each -> each.cost(slot)).sum();
    for (Decision each : all) {
      cost -= each.cost(slot);
      slot.waitingCost(cost);
      each.go(true);
    }
    settleInStore(slot, slot.endServing(now()));
  }

  void giveBack(Charged charge, long now) {
    switch (charge.by()) {
      case NOBODY -> {}
      case ALONE -> charge.slot().owesLess(charge.units());
      case STORE -> {
        if (!charge.slot().putBack(charge.units(), charge.stamp(), now)) {
          settleInStore(charge.slot(), -charge.units(), charge.stamp());
        }
      }
    }
  }

  Charged admittedAlone(Part part, long now) {
    part.slot().admittedAlone(part.cost(), now);
    owe(part.slot(), 0);
    return new Charged(part.slot(), part.cost(), 0, By.ALONE);
  }

  Future<Answer> returnLeftover(Slot slot, long now, boolean evenIfValid) {
    return settleInStore(slot, slot.leftover(now, evenIfValid));
  }

  private Future<Answer> settleInStore(Slot slot, Slot.Leftover leftover) {
    return leftover == null ? NOTHING : settleInStore(slot, -leftover.units(), leftover.stamp());
  }

  /** What is not given back weighs as spent. */
  private Future<Answer> settleInStore(Slot slot, long units, long stamp) {
    return store.ask(new Ask.Settle(slot.counter(), units, stamp));
  }

  /** Takes what the store granted, and sees to it that what is left of it goes back in the end. */
  void granted(Part part, Grant grant, long asked, long now) {
    Slot slot = part.slot();
    slot.granted(grant, part.cost(), asked, now);
    if (slot.holds(now)) {
      endings.add(new Ending(slot, slot.validUntil()));
      sweepLater();
    } else {
      returnLeftover(slot, now, false);
    }
  }

  private void sweepLater() {
    Ending next = endings.peek();
    if (next != null && sweeping.compareAndSet(false, true)) {
      timers.after(Math.max(SWEEP_MILLIS, next.at() - now()), this::sweep);
    }
  }

  private void sweep() {
    sweeping.set(false);
    long now = now();
    for (Ending next = endings.peek(); next != null && next.at() <= now; next = endings.peek()) {
      returnLeftover(endings.poll().slot(), now, false);
    }
    sweepLater();
  }

  /** Where too many owe, the store is not told of the rest: their windows have mostly passed. */
  private void owe(Slot slot, long units) {
    slot.owesMore(units);
    if (debtors.size() < maximumKeys) {
      debtors.add(slot);
    }
    payLater();
  }

  /** Tells the store what was admitted without it; a slot that fails to goes on owing. */
  Future<Answer> payDebt(Slot slot) {
    long units = debtors.remove(slot) ? slot.pay() : 0;
    return units == 0 ? NOTHING : settleInStore(slot, units, 0).onFailure(_ -> owe(slot, units));
  }

  /** One asks first, so that a store that is away is not asked for all of them. */
  private void payAll() {
    paying.set(false);
    debtors.stream().findFirst().ifPresent(this::payFirst);
  }

  private void payFirst(Slot first) {
    payDebt(first)
        .onSuccess(_ -> debtors.stream().limit(PAY_AT_ONCE).toList().forEach(this::payDebt));
    if (!debtors.isEmpty()) {
      payLater();
    }
  }

  private void payLater() {
    if (paying.compareAndSet(false, true)) {
      timers.after(PAY_MILLIS, this::payAll);
    }
  }
}
