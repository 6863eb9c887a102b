package dev.apifleet.gateway.limit.count;

import dev.apifleet.gateway.redis.RedisScript;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The script by which Redis answers asks, put together from a file for each algorithm and one for
 * each class that they share.
 */
final class CounterScript {
  private CounterScript() {}

  static String source() {
    return text("tally") + text("level") + algorithms() + text("ledger");
  }

  private static String algorithms() {
    return Arrays.stream(Algorithm.values())
        .map(one -> "function algorithms." + one + "()\n" + text(file(one)) + "end\n")
        .collect(Collectors.joining());
  }

  private static String file(Algorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(String name) {
    return RedisScript.text(CounterScript.class, name + ".lua");
  }
}
