package dev.apifleet.gateway.limit.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.top.SpaceSaving.Frequent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SpaceSavingProperties {
  /** Few that come often among many that come once. */
  @Provide
  Arbitrary<List<Integer>> arrivals() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 8)),
            Tuple.of(2, Arbitraries.integers().between(9, 1_000)))
        .list()
        .ofMaxSize(600);
  }

  private static Map<Integer, Frequent<Integer>> counted(List<Integer> arrivals, int capacity) {
    SpaceSaving<Integer> sketch = new SpaceSaving<>(capacity);
    for (int i = 0; i < arrivals.size(); i++) {
      sketch.add(arrivals.get(i), i);
    }
    assertThat(sketch.total()).isEqualTo(arrivals.size());
    assertThat(sketch.top(capacity + 1).size()).isLessThanOrEqualTo(capacity);
    return sketch.top(capacity).stream()
        .collect(Collectors.toMap(Frequent::thing, Function.identity()));
  }

  private static Map<Integer, Long> truth(List<Integer> arrivals) {
    Map<Integer, Long> truth = new HashMap<>();
    arrivals.forEach(one -> truth.merge(one, 1L, Long::sum));
    return truth;
  }

  @Property(tries = 300)
  void whatCameOftenEnoughIsAmongThem(
      @ForAll("arrivals") List<Integer> arrivals,
      @ForAll @IntRange(min = 1, max = 40) int capacity) {
    Map<Integer, Frequent<Integer>> counted = counted(arrivals, capacity);
    truth(arrivals)
        .forEach(
            (thing, count) -> {
              if (count * capacity > arrivals.size()) {
                assertThat(counted).containsKey(thing);
              }
            });
  }

  @Property(tries = 300)
  void countsAreTooHighByTheirErrorAtMostAndNeverTooLow(
      @ForAll("arrivals") List<Integer> arrivals,
      @ForAll @IntRange(min = 1, max = 40) int capacity) {
    Map<Integer, Long> truth = truth(arrivals);
    counted(arrivals, capacity)
        .forEach(
            (thing, frequent) ->
                assertThat(frequent.count())
                    .isBetween(truth.get(thing), truth.get(thing) + frequent.error()));
  }

  @Property(tries = 300)
  void fewThingsAreCountedExactlyWithTheirTimes(@ForAll("arrivals") List<Integer> arrivals) {
    List<Integer> few = arrivals.stream().map(one -> one % 20).toList();
    Map<Integer, Frequent<Integer>> counted = counted(few, 20);
    assertThat(counted.keySet()).isEqualTo(truth(few).keySet());
    truth(few)
        .forEach(
            (thing, count) ->
                assertThat(counted.get(thing))
                    .isEqualTo(
                        new Frequent<>(
                            thing, count, 0, few.indexOf(thing), few.lastIndexOf(thing))));
  }
}
