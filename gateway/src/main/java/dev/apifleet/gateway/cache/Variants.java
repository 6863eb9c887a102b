package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers to one URI under one rule.
 *
 * @param names request headers that choose among them
 * @param answers by {@link CacheKey#variant}, none without a response
 */
record Variants(List<String> names, Map<String, Kept> answers) {
  /** Beyond this many the clients' headers differ too much for keeping to be of use. */
  static final int MAXIMUM = 64;

  Variants {
    answers = Map.copyOf(answers);
  }

  static Variants none() {
    return new Variants(List.of(), Map.of());
  }

  Kept find(MultiMap request) {
    String variant = CacheKey.variant(names, request);
    Kept kept = answers.get(variant);
    return kept == null ? new Kept(names, variant, null) : kept;
  }

  /** With one more answer; those that vary by other headers can no longer be found, and go. */
  Variants with(Kept one) {
    boolean keep =
        one.names().equals(names)
            && (answers.size() < MAXIMUM || answers.containsKey(one.variant()));
    Map<String, Kept> more = new HashMap<>(keep ? answers : Map.of());
    more.put(one.variant(), one);
    return new Variants(one.names(), more);
  }

  long weight() {
    return answers.values().stream().mapToLong(kept -> kept.stored().weight()).sum();
  }
}
