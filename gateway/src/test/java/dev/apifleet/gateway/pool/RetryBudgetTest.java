package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetryBudgetTest {
  @Property
  void allowsItsShareOfTheRequestsAndAlwaysThree(
      @ForAll @IntRange(max = 100) int percent, @ForAll @IntRange(max = 1_000) int requests) {
    RetryBudget budget = new RetryBudget();
    int taken = 0;
    while (budget.take(percent, requests)) {
      taken++;
    }
    assertThat(taken).isEqualTo(Math.max(3, percent * requests / 100));
    assertThat(budget.refused().sum()).isEqualTo(1);
    budget.giveBack();
    assertThat(budget.take(percent, requests)).isTrue();
    assertThat(budget.take(percent, requests)).isFalse();
  }
}
