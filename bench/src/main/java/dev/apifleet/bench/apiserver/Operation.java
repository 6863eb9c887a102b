package dev.apifleet.bench.apiserver;

import java.util.List;
import java.util.function.Supplier;

/**
 * One thing that an API server is asked for.
 *
 * @param before what is done before each measurement, such as emptying caches
 * @param requests of one measurement, sent in turn
 */
record Operation(String name, Runnable before, Supplier<List<byte[]>> requests) {
  static Operation of(String name, List<byte[]> requests) {
    return new Operation(name, () -> {}, () -> requests);
  }
}
