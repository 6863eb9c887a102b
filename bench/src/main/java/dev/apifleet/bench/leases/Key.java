package dev.apifleet.bench.leases;

import dev.apifleet.gateway.limit.count.Counter;

/** Names counters by number. */
final class Key {
  private Key() {}

  static String name(int number) {
    return Integer.toString(number);
  }

  static int number(Counter counter) {
    return Integer.parseInt(counter.key());
  }
}
