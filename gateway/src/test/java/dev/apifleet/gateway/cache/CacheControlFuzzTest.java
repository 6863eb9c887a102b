package dev.apifleet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.vertx.core.MultiMap;
import java.util.List;

/** No Cache-Control that a stranger sends breaks the cache, or makes it keep without end. */
class CacheControlFuzzTest {
  private static final long NOW = 1_790_000_000_000L;

  @FuzzTest(maxDuration = "1m")
  void anyFieldIsRead(FuzzedDataProvider data) {
    String field = data.consumeRemainingAsString();
    CacheControl control = CacheControl.of(List.of(field));
    for (String directive : control.directives().keySet()) {
      assertThat(control.seconds(directive).orElseThrow()).isBetween(0L, 1L << 31);
      assertThat(control.fields(directive)).doesNotContain("");
    }
    MultiMap response = MultiMap.caseInsensitiveMultiMap();
    response.add("Cache-Control", field).add("Age", field).add("Expires", field);
    Lifetime life = Freshness.lifetime(200, false, response, new Cache(Caches.TTL), NOW, NOW);
    if (life != null) {
      assertThat(life.freshUntil()).isLessThanOrEqualTo(NOW + Caches.TTL);
    }
  }
}
