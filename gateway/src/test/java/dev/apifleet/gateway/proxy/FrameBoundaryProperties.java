package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

class FrameBoundaryProperties {
  private record Frame(int length, boolean masked) {
    Buffer bytes() {
      int mask = masked ? 0x80 : 0;
      Buffer frame = Buffer.buffer().appendByte((byte) 0x82);
      if (length < 126) {
        frame.appendByte((byte) (mask | length));
      } else if (length < 65_536) {
        frame.appendByte((byte) (mask | 126)).appendUnsignedShort(length);
      } else {
        frame.appendByte((byte) (mask | 127)).appendLong(length);
      }
      return frame.appendBytes(new byte[(masked ? 4 : 0) + length]);
    }
  }

  @Provide
  Arbitrary<List<Frame>> frames() {
    Arbitrary<Integer> lengths =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 130), Arbitraries.integers().between(65_000, 66_000));
    return Combinators.combine(lengths, Arbitraries.of(true, false))
        .as(Frame::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 300)
  void framesEndWhereTheyEndHoweverTheyAreCut(
      @ForAll("frames") List<Frame> frames,
      @ForAll @NotEmpty List<@IntRange(min = 1, max = 3_000) Integer> cuts) {
    Buffer all = Buffer.buffer();
    Set<Integer> ends = new TreeSet<>();
    for (Frame frame : frames) {
      all.appendBuffer(frame.bytes());
      ends.add(all.length());
    }
    FrameBoundary boundary = new FrameBoundary();
    Set<Integer> found = new TreeSet<>();
    int start = 0;
    for (int i = 0; start < all.length(); i++) {
      int end = Math.min(all.length(), start + cuts.get(i % cuts.size()));
      Buffer chunk = all.slice(start, end);
      for (int at = 0; at < chunk.length(); ) {
        at = boundary.take(chunk, at);
        if (boundary.isBetweenFrames()) {
          found.add(start + at);
        }
      }
      start = end;
    }
    assertThat(found).isEqualTo(ends);
  }
}
