package dev.apifleet.apiserver.contract;

import java.util.List;
import java.util.Optional;

/**
 * In whose name requests are sent.
 *
 * @param bearer a key that lives until the end; empty for who has none
 */
record Caller(String name, Optional<String> bearer) {

  /** As options of the fuzzer. */
  List<String> headers() {
    return bearer.map(key -> List.of("--header", "Authorization: Bearer " + key)).orElse(List.of());
  }
}
