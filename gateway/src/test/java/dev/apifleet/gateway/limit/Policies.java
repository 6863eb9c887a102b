package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Policies for tests: by identity, 100 a minute for anonymous clients, unless told otherwise. */
record Policies(
    String name,
    List<KeyPart> keyParts,
    SortedMap<String, LimitConfig> limits,
    StoreFailure onStoreFailure,
    Mode mode) {
  private static final long MINUTE = 60_000;

  static Policies named(String name) {
    return new Policies(
            "shop/" + name,
            List.of(new KeyPart.Identity()),
            new TreeMap<>(),
            StoreFailure.LOCAL,
            Mode.ENFORCE)
        .limit("anonymous", 100);
  }

  Policies limit(String tier, long requests) {
    SortedMap<String, LimitConfig> more = new TreeMap<>(limits);
    more.put(tier, new LimitConfig(requests, MINUTE));
    return new Policies(name, keyParts, more, onStoreFailure, mode);
  }

  Policies key(KeyPart... parts) {
    return new Policies(name, List.of(parts), limits, onStoreFailure, mode);
  }

  Policies onStoreFailure(StoreFailure choice) {
    return new Policies(name, keyParts, limits, choice, mode);
  }

  Policies mode(Mode choice) {
    return new Policies(name, keyParts, limits, onStoreFailure, choice);
  }

  PolicyConfig build() {
    return new PolicyConfig(
        name, Algorithm.SLIDING_COUNTER, keyParts, limits, onStoreFailure, mode);
  }
}
