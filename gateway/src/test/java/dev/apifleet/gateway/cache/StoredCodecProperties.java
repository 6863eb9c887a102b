package dev.apifleet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.cache.Lifetime.Staleness;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class StoredCodecProperties {
  private static final long WRITERS_CLOCK = 1_790_000_000_000L;

  @Property
  void readsWhatItWroteByAnotherClock(
      @ForAll Map<String, String> headers,
      @ForAll byte[] body,
      @ForAll List<String> tags,
      @ForAll boolean isShared,
      @ForAll @LongRange(min = -3_600_000, max = 3_600_000) long skew) {
    Lifetime life =
        new Lifetime(
            WRITERS_CLOCK - 5_000,
            WRITERS_CLOCK + 60_000,
            WRITERS_CLOCK + 90_000,
            -1,
            30_000,
            Staleness.ON_PURPOSE);
    Label label = new Label("shop.example.com", "/orders?page=1", tags, 7);
    Stored stored =
        new Stored(
            203, List.copyOf(headers.entrySet()), Buffer.buffer(body), life, isShared, label);

    Stored read =
        StoredCodec.decode(StoredCodec.encode(stored, WRITERS_CLOCK), WRITERS_CLOCK + skew);

    Lifetime shifted =
        new Lifetime(
            life.bornAt() + skew,
            life.freshUntil() + skew,
            life.keepUntil() + skew,
            -1,
            30_000,
            Staleness.ON_PURPOSE);
    assertThat(read)
        .isEqualTo(new Stored(203, stored.headers(), stored.body(), shifted, isShared, label));
  }

  @Property
  void whatAnotherVersionWroteIsNothing(@ForAll byte[] bytes) {
    if (bytes.length > 0) {
      bytes[0] = StoredCodec.VERSION - 1;
    }
    assertThat(StoredCodec.decode(Buffer.buffer(bytes), 0)).isNull();
  }
}
