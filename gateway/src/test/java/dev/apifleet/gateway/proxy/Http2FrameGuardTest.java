package dev.apifleet.gateway.proxy;

import static dev.apifleet.gateway.fleet.RawHttp2.END_STREAM_AND_HEADERS;
import static dev.apifleet.gateway.fleet.RawHttp2.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http2FrameGuardTest {
  private static final int PREFACE = 24;
  private static final int HEADER = 9;

  private final AtomicInteger refusals = new AtomicInteger();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new Http2FrameGuard(
              new ConnectionWatch("127.0.0.1", 0, false, () -> 0, _ -> {}),
              () -> 0,
              refusals::incrementAndGet));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 10, 23, 24, 25, 64, 10_000})
  void allPassesUpToTheFrameAtFaultHoweverItIsCut(int step) {
    ByteBuf good = Unpooled.buffer().writeZero(PREFACE);
    good.writeBytes(headers(1, END_STREAM_AND_HEADERS, "/a"));
    good.writeBytes(headers(3, END_STREAM_AND_HEADERS, "/b"));
    ByteBuf all = good.copy().writeBytes(headers(1, END_STREAM_AND_HEADERS, "/c"));
    all.writeBytes(headers(5, END_STREAM_AND_HEADERS, "/d"));
    while (all.isReadable()) {
      ByteBuf piece = all.readBytes(Math.min(step, all.readableBytes()));
      channel.pipeline().fireChannelRead(piece);
    }
    ByteBuf passed = Unpooled.buffer();
    for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
      assertThat(part.isReadable()).isTrue();
      passed.writeBytes(part);
      part.release();
    }
    assertThat(passed.readSlice(good.readableBytes())).isEqualTo(good);
    assertThat(passed.readableBytes()).as("of the header of the frame at fault").isLessThan(HEADER);
    assertThat(refusals).hasValue(1);
    assertThatThrownBy(channel::checkException)
        .isInstanceOfSatisfying(
            Http2Exception.class, e -> assertThat(e.error()).isEqualTo(Http2Error.STREAM_CLOSED));
  }
}
