package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers to one URI under one rule.
 *
 * @param varyNames request headers that choose among them
 * @param answers by {@link CacheKey#variant}
 */
record Variants(List<String> varyNames, Map<String, Stored> answers) {
  /** Beyond this many the clients' headers differ too much for keeping to be of use. */
  static final int MAXIMUM = 64;

  Variants {
    answers = Map.copyOf(answers);
  }

  static Variants none() {
    return new Variants(List.of(), Map.of());
  }

  Stored find(MultiMap request) {
    return answers.get(CacheKey.variant(varyNames, request));
  }

  /** With one more answer; those that vary by other headers can no longer be found, and go. */
  Variants with(List<String> names, String variant, Stored stored) {
    boolean keep = names.equals(varyNames) && answers.size() < MAXIMUM;
    Map<String, Stored> more = new HashMap<>(keep ? answers : Map.of());
    more.put(variant, stored);
    return new Variants(names, more);
  }

  int weight() {
    return answers.values().stream().mapToInt(Stored::weight).sum();
  }
}
