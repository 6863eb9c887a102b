package dev.apifleet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

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
      @ForAll boolean isPublic,
      @ForAll @LongRange(min = -3_600_000, max = 3_600_000) long skew) {
    Stored stored =
        new Stored(
            List.copyOf(headers.entrySet()),
            Buffer.buffer(body),
            WRITERS_CLOCK - 5_000,
            WRITERS_CLOCK + 60_000,
            isPublic);

    Stored read =
        StoredCodec.decode(StoredCodec.encode(stored, WRITERS_CLOCK), WRITERS_CLOCK + skew);

    assertThat(Map.ofEntries(read.headers().toArray(Map.Entry[]::new))).isEqualTo(headers);
    assertThat(read.body()).isEqualTo(stored.body());
    assertThat(read.isPublic()).isEqualTo(isPublic);
    assertThat(read.bornAt()).isEqualTo(stored.bornAt() + skew);
    assertThat(read.freshUntil()).isEqualTo(stored.freshUntil() + skew);
  }

  @Property
  void whatAnotherVersionWroteIsNothing(@ForAll byte[] bytes) {
    if (bytes.length > 0) {
      bytes[0] = 2;
    }
    assertThat(StoredCodec.decode(Buffer.buffer(bytes), 0)).isNull();
  }
}
