package dev.apifleet.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TierLimitTest {
  private static PolicyConfig policy(Algorithm algorithm, LimitConfig limit, long maxDelayMillis) {
    return new PolicyConfig(
        "shop/tiers",
        algorithm,
        List.of(new KeyPart.Identity()),
        new TreeMap<>(Map.of("free", limit)),
        new TreeMap<>(Map.of("free", new LimitConfig(10_000, 86_400_000))),
        null,
        maxDelayMillis,
        null,
        StoreFailure.LOCAL,
        0,
        false,
        Mode.ENFORCE);
  }

  @Test
  void aBurstIsABucketBesidesAWindow() {
    assertThat(
            TierLimit.of(
                policy(Algorithm.SLIDING_LOG, new LimitConfig(1_000, 60_000, 50), 0), "free"))
        .containsExactly(
            new TierLimit("limit", new Limit(Algorithm.SLIDING_LOG, 1_000, 60_000)),
            new TierLimit("burst", new Limit(Algorithm.TOKEN_BUCKET, 1_000, 60_000, 50, 0)),
            new TierLimit("quota", new Limit(Algorithm.FIXED_WINDOW, 10_000, 86_400_000)));
  }

  @Test
  void aBurstIsTheSizeOfABucket() {
    assertThat(
            TierLimit.of(
                policy(Algorithm.LEAKY_BUCKET, new LimitConfig(10, 1_000, 5), 200), "free"))
        .startsWith(new TierLimit("limit", new Limit(Algorithm.LEAKY_BUCKET, 10, 1_000, 5, 200)))
        .hasSize(2);
  }

  @Test
  void aTierThatIsNotListedHasNone() {
    assertThat(TierLimit.of(policy(Algorithm.FIXED_WINDOW, new LimitConfig(1, 1_000), 0), "pro"))
        .isEmpty();
  }
}
