package dev.apifleet.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How much each operation may weigh, as it is kept in a file: a line for each, with bytes and
 * bytecodes.
 */
final class Budgets {
  /** Beyond this part more, and so many bytecodes, it is no chance. */
  private static final double MARGIN = 0.03;

  private static final long SLACK = 50;

  private final Map<Operation, Weight> most = new EnumMap<>(Operation.class);

  /**
   * @throws IllegalArgumentException where a line names no operation
   */
  static Budgets read(Path file) throws IOException {
    Budgets budgets = new Budgets();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.trim().split("\\s+");
        budgets.most.put(
            Operation.valueOf(words[0]),
            new Weight(Long.parseLong(words[1]), Long.parseLong(words[2])));
      }
    }
    return budgets;
  }

  /** Those over budget; bytes have no margin. */
  List<Operation> exceeding(Map<Operation, Weight> weights) {
    return weights.keySet().stream().filter(it -> exceeds(it, weights.get(it))).toList();
  }

  /** The same in words. */
  List<String> exceededBy(Map<Operation, Weight> weights) {
    return exceeding(weights).stream()
        .map(it -> it + " takes " + weights.get(it) + ", it may take " + most(it))
        .toList();
  }

  private boolean exceeds(Operation operation, Weight weight) {
    Weight budget = most(operation);
    return weight.bytes() > budget.bytes()
        || weight.bytecodes() > budget.bytecodes() * (1 + MARGIN) + SLACK;
  }

  private Weight most(Operation operation) {
    return most.getOrDefault(operation, new Weight(0, 0));
  }

  /** The lines of a file by which all that was weighed is just within budget. */
  static String lines(Map<Operation, Weight> weights) {
    StringBuilder lines = new StringBuilder("# operation, bytes allocated, bytecodes executed\n");
    weights.forEach(
        (operation, weight) ->
            lines.append(
                "%-30s %6d %8d%n".formatted(operation, weight.bytes(), weight.bytecodes())));
    return lines.toString();
  }
}
