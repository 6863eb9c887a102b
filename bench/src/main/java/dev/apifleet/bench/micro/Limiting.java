package dev.apifleet.bench.micro;

import dev.apifleet.gateway.limit.RateLimitFilter;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.count.Ledger;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Outcome;
import dev.apifleet.gateway.limit.lease.Part;
import dev.apifleet.gateway.limit.lease.Slot;
import dev.apifleet.gateway.limit.lease.Timers;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Deciding about a request by a rate limit, with a store that is asked in vain or answers at once.
 */
final class Limiting {
  private static final long KEYS = 1_000;
  private static final long BUDGET_MILLIS = 25;
  private static final long HOUR = 3_600_000;

  /** More than is ever asked for, so that each request meets the same. */
  private static final Limit LIMIT = new Limit(Algorithm.SLIDING_COUNTER, 1_000_000_000_000L, HOUR);

  private static final Timers STILL =
      new Timers() {
        @Override
        public long millis() {
          return 0;
        }

        @Override
        public void after(long millis, Runnable action) {
          // Time stands still.
        }
      };

  private Limiting() {}

  private static Counter counter(long leaseMillis) {
    return new Counter("apifleet:limit:{0}:shop/orders:pro:limit", LIMIT, leaseMillis, 1);
  }

  static Supplier<?> inMemory() {
    Ledger ledger = new Ledger(KEYS);
    Ask ask = new Ask.Take(List.of(new Charge(counter(0), 1, 0, 0)));
    return () -> ledger.ask(ask, 0);
  }

  static Supplier<?> leased() {
    return deciding(counter(HOUR / 100), ledger());
  }

  static Supplier<?> exact() {
    Answer taken = new Answer.Taken(List.of(new Grant(1, 100, HOUR, 0, 0, 0)));
    return deciding(counter(0), always(taken));
  }

  static Supplier<?> refused() {
    Answer refused = new Answer.Standings(List.of(new Standing(true, 0, HOUR, HOUR, HOUR)));
    return deciding(counter(HOUR / 100), always(refused));
  }

  private static CounterStore always(Answer answer) {
    Future<Answer> answered = Future.succeededFuture(answer);
    return (_, _) -> answered;
  }

  private static CounterStore ledger() {
    Ledger ledger = new Ledger(KEYS);
    return (ask, _) -> Future.succeededFuture(ledger.ask(ask, 0));
  }

  private static Supplier<?> deciding(Counter counter, CounterStore store) {
    Leases leases = new Leases(store, STILL, KEYS);
    List<Part> parts = List.of(new Part(new Slot(counter), 1, StoreFailure.LOCAL));
    Outcome[] outcome = new Outcome[1];
    return () -> {
      leases.decide(parts, BUDGET_MILLIS, decided -> outcome[0] = decided);
      return outcome[0];
    };
  }

  static Supplier<?> filter() {
    RateLimiters limiters = new RateLimiters(ledger(), STILL, new SimpleMeterRegistry(), KEYS);
    RateLimitFilter filter = limiters.filter(List.of(policy()), 1);
    MeasuredExchange exchange =
        new MeasuredExchange(CapturedRequest.get(Vertx.vertx(), "/orders", Map.of()));
    exchange.identify(Identifying.ANN);
    return () -> {
      exchange.through(filter);
      return exchange.responseHeaders();
    };
  }

  private static PolicyConfig policy() {
    return new PolicyConfig(
        "shop/orders",
        Algorithm.SLIDING_COUNTER,
        List.of(new KeyPart.Identity()),
        new TreeMap<>(Map.of("pro", new LimitConfig(LIMIT.requests(), HOUR))),
        new TreeMap<>(),
        Precision.LEASED,
        0,
        null,
        StoreFailure.LOCAL,
        BUDGET_MILLIS,
        false,
        Mode.ENFORCE);
  }
}
