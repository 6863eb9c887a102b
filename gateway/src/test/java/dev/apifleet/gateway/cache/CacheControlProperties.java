package dev.apifleet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.MultiMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class CacheControlProperties {
  private static final long NOW = 1_790_000_000_000L;

  @Property
  void neverThrows(@ForAll List<String> fields, @ForAll String directive) {
    assertThatCode(
            () -> {
              CacheControl control = CacheControl.of(fields);
              control.seconds(directive);
              control.fields(directive);
            })
        .doesNotThrowAnyException();
  }

  @Property
  void findsADirectiveAmongOthers(
      @ForAll @CharRange(from = 'a', to = 'y') @StringLength(min = 1, max = 12) String other,
      @ForAll @Chars({'a', ',', ' ', '=', '\\', ';'}) String quoted,
      @ForAll @IntRange(min = 0) int seconds) {
    String value = quoted.replace("\\", "\\\\");
    String field = "z-" + other + "=\"" + value + "\" , MAX-AGE = " + seconds + ",no-store";

    CacheControl control = CacheControl.of(List.of(field));

    assertThat(control.seconds("max-age")).hasValue(seconds);
    assertThat(control.has("no-store")).isTrue();
    assertThat(control.directives()).hasSize(3);
  }

  @Property
  void nothingIsFreshLongerThanTheRouteOrTheBackendSays(
      @ForAll @IntRange(max = 100_000) int maxAge,
      @ForAll @IntRange(max = 100_000) int age,
      @ForAll @IntRange(max = 60_000) int delay,
      @ForAll @IntRange(min = 1, max = 10_000_000) int ttl) {
    MultiMap response = MultiMap.caseInsensitiveMultiMap();
    response.set("Cache-Control", "max-age=" + maxAge).set("Age", Integer.toString(age));

    Lifetime life =
        Freshness.lifetime(
            200,
            false,
            response,
            new dev.apifleet.snapshot.FilterConfig.Cache(ttl),
            NOW - delay,
            NOW);

    long left = maxAge * 1000L - age * 1000L - delay;
    if (left <= 0) {
      assertThat(life).isNull();
    } else {
      assertThat(life.freshUntil()).isEqualTo(NOW + Math.min(ttl, left));
      assertThat(life.ageSeconds(NOW)).isEqualTo((age * 1000L + delay) / 1000);
    }
  }
}
