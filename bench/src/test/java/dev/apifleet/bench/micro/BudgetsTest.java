package dev.apifleet.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsTest {
  private static final Path FILE = Path.of("budgets.txt");

  /** What does these allocates nothing, whatever the budgets say. */
  private static final EnumSet<Operation> WITHOUT_ALLOCATION =
      EnumSet.of(
          Operation.ROUTE_EXACT,
          Operation.ROUTE_PREFIX,
          Operation.ROUTE_TEMPLATE,
          Operation.ROUTE_HEADER,
          Operation.BREAKER_SUCCESS,
          Operation.BREAKER_REFUSAL,
          Operation.ACCESS_LOG);

  /** What one JVM finds too heavy may be its own doing, say by another thread. */
  private static final int OTHER_JVMS = 4;

  @Test
  void noStepOfARequestAllocatesOrDoesMoreThanItMay() throws Exception {
    Map<Operation, Weight> weights = Scales.weigh(List.of(Operation.values()));
    if (Boolean.getBoolean("budgets.update")) {
      Files.writeString(FILE, Budgets.lines(weights));
    }

    Budgets budgets = Budgets.read(FILE);
    for (int i = 0; i < OTHER_JVMS && !budgets.exceeding(weights).isEmpty(); i++) {
      Scales.weigh(budgets.exceeding(weights))
          .forEach((operation, weight) -> weights.merge(operation, weight, Weight::least));
    }

    assertThat(budgets.exceededBy(weights))
        .as(
            "steps that take more than bench/%s allows; where that is meant: -Dbudgets.update",
            FILE)
        .isEmpty();
    assertThat(weights)
        .allSatisfy(
            (operation, weight) ->
                assertThat(WITHOUT_ALLOCATION.contains(operation) ? weight.bytes() : 0)
                    .as("bytes that %s allocates", operation)
                    .isZero());
  }

  @ParameterizedTest
  @CsvSource({"100, 1000, true", "100, 1080, true", "101, 1000, false", "100, 1081, false"})
  void bytesHaveNoMarginAndBytecodesASmallOne(
      long bytes, long bytecodes, boolean within, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("budgets.txt");
    Files.writeString(file, Budgets.lines(Map.of(Operation.ROUTE_EXACT, new Weight(100, 1_000))));

    List<String> exceeded =
        Budgets.read(file).exceededBy(Map.of(Operation.ROUTE_EXACT, new Weight(bytes, bytecodes)));

    assertThat(exceeded).hasSize(within ? 0 : 1);
    assertThat(Arrays.toString(exceeded.toArray())).contains(within ? "[]" : "ROUTE_EXACT takes");
  }
}
