package dev.apifleet.gateway.limit.manage;

import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.CounterStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Looks up, resets and refunds the counters of one key, for those who run the fleet. */
public final class CounterDesk {
  private final CounterStore store;
  private final CounterNotices notices;

  public CounterDesk(CounterStore store, CounterNotices notices) {
    this.store = store;
    this.notices = notices;
  }

  /** How the counters stand towards one more unit; slices that gateways hold count as spent. */
  public Future<List<Standing>> look(CounterSet set) {
    List<Charge> charges =
        set.counters().stream().map(counter -> new Charge(counter, 1, 0, 0)).toList();
    return store.ask(new Ask.Look(charges)).map(CounterDesk::standings);
  }

  private static List<Standing> standings(Answer answer) {
    return switch (answer) {
      case Answer.Standings(List<Standing> counters) -> counters;
      case Answer.Taken _, Answer.Done _ -> throw new IllegalStateException("a look was " + answer);
    };
  }

  /**
   * Forgets what was counted, slices that gateways hold included. What a gateway admits until it
   * has heard of that comes on top.
   */
  public Future<Void> reset(CounterSet set) {
    return each(set, Ask.Reset::new).compose(_ -> notices.tellReset(set.counters()));
  }

  /**
   * Gives units back, those that were charged last; where it fails it may have been done all the
   * same.
   */
  public Future<Void> refund(CounterSet set, long units) {
    return each(set, counter -> new Ask.Settle(counter, -units, Ask.Settle.LATEST))
        .compose(_ -> notices.tellRefund(set.counters()));
  }

  private Future<Void> each(CounterSet set, Function<Counter, Ask> ask) {
    return Future.all(
            set.counters().stream().map(counter -> store.ask(ask.apply(counter))).toList())
        .mapEmpty();
  }
}
