package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.DeletionCosts.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeletionCostsTest {
  private static final Optional<Integer> FIRST = Optional.of(DeletionCosts.FIRST);

  @Test
  void podsThatCarryLeastGoFirst() {
    var pods = List.of(plain("a"), plain("b"), plain("c"), plain("d"));
    assertThat(DeletionCosts.changes(pods, Map.of("a", 5, "b", 1, "c", 3, "d", 9), 2))
        .isEqualTo(Map.of("b", FIRST, "c", FIRST));
  }

  @Test
  void aPodNobodySpeaksOfIsIdle() {
    assertThat(DeletionCosts.changes(List.of(plain("a"), plain("b")), Map.of("a", 1), 1))
        .isEqualTo(Map.of("b", FIRST));
  }

  @Test
  void amongEqualsNothingIsChanged() {
    var pods = List.of(plain("a"), marked("b"), plain("c"));
    assertThat(DeletionCosts.changes(pods, Map.of("a", 1, "b", 1, "c", 1), 2)).isEmpty();
  }

  @Test
  void aMarkOfAnEarlierScalingIsTakenAway() {
    var pods = List.of(plain("a"), marked("b"));
    assertThat(DeletionCosts.changes(pods, Map.of("b", 4), 1))
        .isEqualTo(Map.of("a", FIRST, "b", Optional.empty()));
  }

  @Test
  void whereTheOwnerOfThePodsHasSetCostsTheyStand() {
    var pods = List.of(plain("a"), new Candidate("b", Optional.of(7)));
    assertThat(DeletionCosts.changes(pods, Map.of("b", 4), 1)).isEmpty();
  }

  @Test
  void podsThatAreNotReadyGoBeforeAnyOther() {
    assertThat(DeletionCosts.changes(List.of(plain("a"), plain("b")), Map.of("a", 1), 3)).isEmpty();
  }

  @Test
  void aScalingWaitsForFiftyChangesAtMost() {
    var pods = IntStream.range(0, 1000).mapToObj(i -> plain("pod-" + i)).toList();
    assertThat(DeletionCosts.changes(pods, Map.of(), 1)).hasSize(50);
  }

  private static Candidate plain(String name) {
    return new Candidate(name, Optional.empty());
  }

  private static Candidate marked(String name) {
    return new Candidate(name, FIRST);
  }
}
