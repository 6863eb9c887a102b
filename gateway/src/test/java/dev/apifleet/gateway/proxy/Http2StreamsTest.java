package dev.apifleet.gateway.proxy;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.junit.jupiter.api.Test;

class Http2StreamsTest {
  private static final int LAST = Http2Flags.END_STREAM;

  private final Http2Streams streams = new Http2Streams();

  private Http2Error headers(int stream, int flags) {
    return streams.frame(Http2FrameTypes.HEADERS, flags, stream);
  }

  private Http2Error data(int stream, int flags) {
    return streams.frame(Http2FrameTypes.DATA, flags, stream);
  }

  @Test
  void trailersMayFollowAnOpenStream() {
    assertThat(headers(1, 0)).isNull();
    assertThat(data(1, 0)).isNull();
    assertThat(headers(3, LAST)).isNull();
    assertThat(headers(1, LAST)).isNull();
    assertThat(headers(1, LAST)).isEqualTo(STREAM_CLOSED);
  }

  @Test
  void whatTheClientEndedHasNoHeadAnyMore() {
    headers(1, LAST);
    headers(3, 0);
    data(3, LAST);
    headers(5, 0);
    streams.frame(Http2FrameTypes.RST_STREAM, 0, 5);
    assertThat(headers(1, LAST)).isEqualTo(STREAM_CLOSED);
    assertThat(headers(3, 0)).isEqualTo(STREAM_CLOSED);
    assertThat(headers(5, LAST)).isEqualTo(STREAM_CLOSED);
  }

  @Test
  void otherFramesAreLeftToTheDecoder() {
    headers(1, LAST);
    assertThat(data(1, LAST)).isNull();
    assertThat(data(7, LAST)).isNull();
    for (int type : new int[] {2, 3, 4, 6, 8, 9, 200}) {
      assertThat(streams.frame(type, 0xff, 1)).isNull();
    }
    assertThat(headers(0, LAST)).isNull();
    assertThat(headers(2, LAST)).isNull();
  }

  @Test
  void streamsBeginInAscendingOrder() {
    assertThat(headers(5, LAST)).isNull();
    assertThat(headers(3, LAST)).isEqualTo(PROTOCOL_ERROR);
    assertThat(headers(100_001, LAST)).isNull();
    assertThat(headers(7, LAST)).isEqualTo(PROTOCOL_ERROR);
    assertThat(headers(Integer.MAX_VALUE, 0)).isNull();
    assertThat(headers(Integer.MAX_VALUE - 2, 0)).isEqualTo(PROTOCOL_ERROR);
  }

  @Test
  void anEndDoesNotBeginAStream() {
    headers(5, LAST);
    data(3, LAST);
    assertThat(headers(3, LAST)).isEqualTo(PROTOCOL_ERROR);
  }

  @Test
  void itRemembersTheLatestAndLeavesTheRestToTheDecoder() {
    headers(1, 0);
    int last = 0;
    for (int n = 1; n < 3 * Http2Streams.REMEMBERED; n++) {
      last = 1 + 4 * n;
      assertThat(headers(last, LAST)).isNull();
    }
    int oldest = last - 4 * (Http2Streams.REMEMBERED - 1);
    assertThat(headers(last, LAST)).isEqualTo(STREAM_CLOSED);
    assertThat(headers(last - 2, LAST)).isEqualTo(PROTOCOL_ERROR);
    assertThat(headers(oldest, LAST)).isEqualTo(STREAM_CLOSED);
    assertThat(headers(oldest + 2, LAST)).isEqualTo(PROTOCOL_ERROR);
    assertThat(headers(oldest - 2, LAST)).isNull();
    assertThat(headers(oldest - 4, LAST)).isNull();
    assertThat(headers(1, LAST)).as("trailers of a stream that outlived all").isNull();
  }
}
