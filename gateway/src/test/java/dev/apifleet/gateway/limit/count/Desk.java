package dev.apifleet.gateway.limit.count;

import dev.apifleet.gateway.limit.count.Ask.Charge;
import java.util.ArrayList;
import java.util.List;

/** Where one counter is asked, with a clock that the test sets; a clock set back stands still. */
final class Desk {
  private static final String KEY = "{k}default/p:free:limit";

  private record Asked(Ask ask, long clock, long now) {}

  private final List<Asked> history = new ArrayList<>();
  private Ledger ledger = new Ledger(10);
  private final long leaseMillis;
  private final int holders;
  private Limit limit;
  private long clock = Arrivals.EPOCH;
  private long asked = clock;
  private long now = clock;
  private boolean fresh = true;

  Desk(Limit limit) {
    this(limit, 0, 1);
  }

  Desk(Limit limit, long leaseMillis, int holders) {
    this.limit = limit;
    this.leaseMillis = leaseMillis;
    this.holders = holders;
  }

  /** What the counter's own clock must show. */
  long now() {
    return fresh ? clock : now + Math.max(0, clock - asked);
  }

  Desk after(long gap) {
    clock += gap;
    return this;
  }

  void limit(Limit limit) {
    this.limit = limit;
  }

  /** The store falls back to what it was some time ago. */
  void fallBack(long millis) {
    List<Asked> kept = history.stream().filter(ask -> ask.now() <= now() - millis).toList();
    ledger = new Ledger(10);
    kept.forEach(ask -> ledger.ask(ask.ask(), ask.clock()));
    history.retainAll(kept);
  }

  Answer take(long cost) {
    return take(cost, 0, 0);
  }

  Answer take(long cost, long waiting, long ahead) {
    return ask(new Ask.Take(List.of(new Charge(counter(), cost, waiting, ahead))));
  }

  boolean passes(long cost) {
    return take(cost) instanceof Answer.Taken;
  }

  /** How many of so many requests pass. */
  int passing(int requests) {
    int passing = 0;
    for (int i = 0; i < requests; i++) {
      passing += passes(1) ? 1 : 0;
    }
    return passing;
  }

  Answer.Standing look(long cost) {
    Ask look = new Ask.Look(List.of(new Charge(counter(), cost, 0, 0)));
    return ((Answer.Standings) ask(look)).counters().getFirst();
  }

  void settle(long units, long stamp) {
    ask(new Ask.Settle(counter(), units, stamp));
  }

  void reset() {
    ask(new Ask.Reset(counter()));
  }

  private Answer ask(Ask ask) {
    now = now();
    fresh = false;
    asked = clock;
    history.add(new Asked(ask, clock, now));
    return ledger.ask(ask, clock);
  }

  static Answer.Grant grant(Answer answer) {
    return ((Answer.Taken) answer).grants().getFirst();
  }

  static Answer.Standing standing(Answer answer) {
    return ((Answer.Standings) answer).counters().getFirst();
  }

  private Counter counter() {
    return new Counter(KEY, limit, leaseMillis, holders);
  }
}
