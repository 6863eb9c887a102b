package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Policies for tests: by identity, 100 a minute for anonymous clients, and patient with a busy
 * Redis, unless told otherwise.
 */
final class Policies {
  private static final long MINUTE = 60_000;

  private final String name;
  private final SortedMap<String, LimitConfig> limits = new TreeMap<>();
  private final SortedMap<String, LimitConfig> quotas = new TreeMap<>();
  private List<KeyPart> keyParts = List.of(new KeyPart.Identity());
  private Algorithm algorithm = Algorithm.SLIDING_COUNTER;
  private Precision precision = Precision.AUTO;
  private CostConfig cost = CostConfig.ONE;
  private StoreFailure onStoreFailure = StoreFailure.LOCAL;
  private Mode mode = Mode.ENFORCE;
  private long maxDelayMillis;
  private long storeTimeoutMillis = 2_000;
  private boolean legacyHeaders;

  private Policies(String name) {
    this.name = name;
  }

  static Policies named(String name) {
    return new Policies("shop/" + name).limit("anonymous", 100);
  }

  Policies limit(String tier, long requests) {
    limits.put(tier, new LimitConfig(requests, MINUTE));
    return this;
  }

  Policies burst(String tier, long requests, long burst) {
    limits.put(tier, new LimitConfig(requests, MINUTE, burst));
    return this;
  }

  Policies quota(String tier, long requests, long windowMillis) {
    quotas.put(tier, new LimitConfig(requests, windowMillis));
    return this;
  }

  Policies key(KeyPart... parts) {
    keyParts = List.of(parts);
    return this;
  }

  Policies algorithm(Algorithm choice) {
    algorithm = choice;
    return this;
  }

  Policies precision(Precision choice) {
    precision = choice;
    return this;
  }

  Policies maxDelay(long millis) {
    maxDelayMillis = millis;
    return this;
  }

  Policies cost(CostConfig config) {
    cost = config;
    return this;
  }

  Policies onStoreFailure(StoreFailure choice) {
    onStoreFailure = choice;
    return this;
  }

  Policies storeTimeout(long millis) {
    storeTimeoutMillis = millis;
    return this;
  }

  Policies legacyHeaders() {
    legacyHeaders = true;
    return this;
  }

  Policies mode(Mode choice) {
    mode = choice;
    return this;
  }

  PolicyConfig build() {
    return new PolicyConfig(
        name,
        algorithm,
        keyParts,
        limits,
        quotas,
        precision,
        maxDelayMillis,
        cost,
        onStoreFailure,
        storeTimeoutMillis,
        legacyHeaders,
        mode);
  }
}
