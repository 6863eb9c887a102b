package dev.apifleet.gateway.limit.count;

import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks that go to Redis in one call, and how they and their answers are written there: see
 * ledger.lua.
 */
final class Batch {
  private static final int MOST_ASKS = 64;
  private static final int MOST_ARGUMENTS = 512;
  private static final int PER_COUNTER = 8;
  private static final int PER_CHARGE = 4;

  /**
   * An ask and who waits for its answer.
   *
   * @param budgetMillis the longest that Redis may take
   */
  record Waiting(Ask ask, long budgetMillis, Promise<Answer> answer) {
    static Waiting nobody(Ask ask) {
      return new Waiting(ask, CounterStore.PATIENCE_MILLIS, Promise.promise());
    }
  }

  private final Map<Counter, Integer> counters = new LinkedHashMap<>();
  private final List<Waiting> asks = new ArrayList<>();
  private int arguments;

  void add(Waiting waiting) {
    asks.add(waiting);
    switch (waiting.ask()) {
      case Ask.Take(List<Charge> charges) -> add(charges);
      case Ask.Look(List<Charge> charges) -> add(charges);
      case Ask.Settle settle -> add(settle.counter());
      case Ask.Reset reset -> add(reset.counter());
    }
  }

  private void add(List<Charge> charges) {
    for (Charge charge : charges) {
      add(charge.counter());
    }
  }

  private void add(Counter counter) {
    arguments += PER_CHARGE;
    if (counters.putIfAbsent(counter, counters.size() + 1) == null) {
      arguments += PER_COUNTER;
    }
  }

  /** Whether no more should be added. */
  boolean full() {
    return asks.size() >= MOST_ASKS || arguments >= MOST_ARGUMENTS;
  }

  /** A key of one of the counters. */
  String key() {
    return counters.keySet().iterator().next().key();
  }

  int size() {
    return asks.size();
  }

  /** Appends keys and arguments. */
  Request write(Request request) {
    request.arg(counters.size());
    counters.keySet().forEach(counter -> request.arg(counter.key()));
    counters.keySet().forEach(counter -> write(request, counter));
    asks.forEach(waiting -> write(request, waiting.ask()));
    return request;
  }

  private static void write(Request request, Counter counter) {
    Limit limit = counter.limit();
    request
        .arg(limit.algorithm().name())
        .arg(limit.requests())
        .arg(limit.windowMillis())
        .arg(limit.capacity())
        .arg(limit.maxDelayMillis())
        .arg(counter.leaseMillis())
        .arg(counter.holders());
  }

  private void write(Request request, Ask ask) {
    switch (ask) {
      case Ask.Take(List<Charge> charges) -> write(request.arg("T"), charges);
      case Ask.Look(List<Charge> charges) -> write(request.arg("L"), charges);
      case Ask.Settle(Counter counter, long units, long stamp) ->
          request.arg("S").arg(counters.get(counter)).arg(units).arg(stamp);
      case Ask.Reset(Counter counter) -> request.arg("R").arg(counters.get(counter));
    }
  }

  private void write(Request request, List<Charge> charges) {
    request.arg(charges.size());
    for (Charge charge : charges) {
      request
          .arg(counters.get(charge.counter()))
          .arg(charge.cost())
          .arg(charge.waiting())
          .arg(charge.ahead());
    }
  }

  /** Tells everyone; {@code late} gets the answers for which nobody waits any more. */
  void answer(Response response, BiConsumer<Ask, Answer> late) {
    Reader reader = new Reader(response);
    for (Waiting waiting : asks) {
      Answer answer = reader.answer(waiting.ask());
      if (!waiting.answer().tryComplete(answer)) {
        late.accept(waiting.ask(), answer);
      }
    }
  }

  void fail(Throwable failure) {
    asks.forEach(waiting -> waiting.answer().tryFail(failure));
  }

  /** The different budgets. */
  Set<Long> budgets() {
    return asks.stream().map(Waiting::budgetMillis).collect(Collectors.toSet());
  }

  /** Tells those who do not wait any longer than this. */
  void failWithin(long budgetMillis, Throwable failure) {
    for (Waiting waiting : asks) {
      if (waiting.budgetMillis() <= budgetMillis) {
        waiting.answer().tryFail(failure);
      }
    }
  }

  /** Reads answers one after the other. */
  private static final class Reader {
    private final Response response;
    private int next;

    Reader(Response response) {
      this.response = response;
    }

    Answer answer(Ask ask) {
      String kind = response.get(next++).toString();
      return switch (ask) {
        case Ask.Take(List<Charge> charges) ->
            kind.equals("T")
                ? new Answer.Taken(each(charges, _ -> grant()))
                : new Answer.Standings(each(charges, _ -> standing()));
        case Ask.Look(List<Charge> charges) -> new Answer.Standings(each(charges, _ -> standing()));
        case Ask.Settle _, Ask.Reset _ -> new Answer.Done();
      };
    }

    private static <T> List<T> each(List<Charge> charges, Function<Charge, T> read) {
      List<T> all = new ArrayList<>(charges.size());
      for (Charge charge : charges) {
        all.add(read.apply(charge));
      }
      return all;
    }

    private Grant grant() {
      return new Grant(number(), number(), number(), number(), number(), number());
    }

    private Standing standing() {
      return new Standing(number() == 1, number(), number(), number(), number());
    }

    private long number() {
      return response.get(next++).toLong();
    }
  }
}
