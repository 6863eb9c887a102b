package dev.apifleet.gateway.limit.count;

import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Answer.Standings;
import dev.apifleet.gateway.limit.count.Answer.Taken;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Ask.Look;
import dev.apifleet.gateway.limit.count.Ask.Settle;
import dev.apifleet.gateway.limit.count.Ask.Take;
import io.vertx.core.Future;
import io.vertx.redis.client.impl.ZModem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All or nothing over counters that lie in several slots of a Redis Cluster, where no script
 * reaches them together: each slot's part is taken for itself, all side by side, and where one part
 * has not enough, those that were taken are given back.
 *
 * <p>For the time of a round trip the parts are reserved, so a request beside it may be refused for
 * want of what is about to come back. A gateway that dies in between has charged its reservation,
 * until that weighs no more. More than the limit is never admitted.
 */
final class Reserve {
  private Reserve() {}

  static int slot(Ask ask) {
    return switch (ask) {
      case Take(List<Charge> charges) -> slot(charges.getFirst());
      case Look(List<Charge> charges) -> slot(charges.getFirst());
      case Settle settle -> slot(settle.counter());
      case Ask.Reset(Counter counter) -> slot(counter);
    };
  }

  private static int slot(Charge charge) {
    return slot(charge.counter());
  }

  private static int slot(Counter counter) {
    return ZModem.generate(counter.key());
  }

  /** Asks a store that answers for one slot at a time. */
  static Future<Answer> ask(Ask ask, Function<Ask, Future<Answer>> store) {
    return switch (ask) {
      case Take(List<Charge> charges) -> parts(charges, Take::new, ask, store);
      case Look(List<Charge> charges) -> parts(charges, Look::new, ask, store);
      case Settle _, Ask.Reset _ -> store.apply(ask);
    };
  }

  /** What was asked of one slot: the places of its charges in the whole. */
  private record Part(List<Integer> places, Future<Answer> answer) {}

  private static Future<Answer> parts(
      List<Charge> charges,
      Function<List<Charge>, Ask> question,
      Ask whole,
      Function<Ask, Future<Answer>> store) {
    List<List<Integer>> slots = bySlot(charges);
    if (slots.size() <= 1) {
      return store.apply(whole);
    }
    List<Part> parts =
        slots.stream()
            .map(
                places ->
                    new Part(
                        places,
                        store.apply(question.apply(places.stream().map(charges::get).toList()))))
            .toList();
    return Future.join(parts.stream().map(Part::answer).toList())
        .transform(_ -> together(charges, parts, store));
  }

  /** The places of the charges of each slot. */
  private static List<List<Integer>> bySlot(List<Charge> charges) {
    Map<Integer, List<Integer>> slots = new LinkedHashMap<>();
    IntStream.range(0, charges.size())
        .forEach(i -> slots.computeIfAbsent(slot(charges.get(i)), _ -> new ArrayList<>()).add(i));
    return List.copyOf(slots.values());
  }

  private static Future<Answer> together(
      List<Charge> charges, List<Part> parts, Function<Ask, Future<Answer>> store) {
    Grant[] grants = new Grant[charges.size()];
    Standing[] standings = new Standing[charges.size()];
    for (Part part : parts) {
      switch (part.answer().result()) {
        case Taken(List<Grant> some) -> fill(grants, part, some);
        case Standings(List<Standing> some) -> fill(standings, part, some);
        case Answer.Done _ -> throw new IllegalStateException("done, where charges were asked for");
        case null -> {} // it has failed
      }
    }
    if (Arrays.stream(grants).allMatch(Objects::nonNull)) {
      return Future.succeededFuture(new Taken(List.of(grants)));
    }
    for (int i = 0; i < grants.length; i++) {
      if (grants[i] != null) {
        store.apply(returned(charges.get(i), grants[i]));
        standings[i] = standing(grants[i]);
      }
    }
    return parts.stream()
        .map(Part::answer)
        .filter(Future::failed)
        .findFirst()
        .orElseGet(() -> Future.succeededFuture(new Standings(List.of(standings))));
  }

  private static <T> void fill(T[] all, Part part, List<T> some) {
    for (int i = 0; i < some.size(); i++) {
      all[part.places().get(i)] = some.get(i);
    }
  }

  private static Standing standing(Grant returned) {
    return new Standing(
        false, returned.remaining() + returned.units(), returned.resetMillis(), 0, 0);
  }

  /** What gives grants back. */
  static List<Settle> returned(List<Charge> charges, List<Grant> grants) {
    return IntStream.range(0, charges.size())
        .mapToObj(i -> returned(charges.get(i), grants.get(i)))
        .toList();
  }

  private static Settle returned(Charge charge, Grant grant) {
    return new Settle(charge.counter(), -grant.units(), grant.stamp());
  }
}
