package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whatever bytes come, a request that is let through can be read in one way only. With {@code
 * JAZZER_FUZZ=1} each test looks for new inputs for a minute.
 */
class FrontFuzzTest {
  private static final String HEAD_END = "\r\n\r\n";

  private static List<HttpRequest> read(byte[] bytes, int firstPart) {
    ConnectionWatch watch = new ConnectionWatch("127.0.0.1", 0, false, () -> 0, _ -> {});
    EmbeddedChannel channel =
        new EmbeddedChannel(new StrictDecoder(ClientLimits.DEFAULTS, watch, () -> {}));
    channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, firstPart));
    channel.writeInbound(Unpooled.copiedBuffer(bytes, firstPart, bytes.length - firstPart));
    List<HttpRequest> requests = new ArrayList<>();
    for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
      if (part instanceof HttpRequest request) {
        requests.add(request);
      }
      ReferenceCountUtil.release(part);
    }
    channel.finishAndReleaseAll();
    return requests;
  }

  private static String written(HttpRequest request) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append(' ').append(request.uri()).append(" HTTP/1.1\r\n");
    for (Map.Entry<String, String> field : request.headers()) {
      text.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  @FuzzTest(maxDuration = "1m")
  void aRequestThatPassesHasOneReading(byte[] bytes) {
    for (HttpRequest request : read(bytes, bytes.length / 2)) {
      if (request.decoderResult().isSuccess()) {
        HttpHeaders headers = request.headers();
        int lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size();
        int encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).size();
        assertThat(lengths + encodings).isLessThanOrEqualTo(1);
        assertThat(headers.getAll(HttpHeaderNames.HOST)).hasSizeLessThanOrEqualTo(1);
        String text = written(request);
        assertThat(text.indexOf(HEAD_END)).isEqualTo(text.length() - HEAD_END.length());
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
      }
    }
  }

  @FuzzTest(maxDuration = "1m")
  void itDoesNotMatterWhereTheBytesAreSplit(byte[] bytes) {
    List<String> whole = read(bytes, 0).stream().map(FrontFuzzTest::outcome).toList();
    assertThat(read(bytes, bytes.length / 3).stream().map(FrontFuzzTest::outcome).toList())
        .isEqualTo(whole);
  }

  private static String outcome(HttpRequest request) {
    return request.decoderResult().isSuccess() ? written(request) : "refused";
  }

  @FuzzTest(maxDuration = "1m")
  void nothingIsReadBehindARefusedRequest(byte[] bytes) {
    List<HttpRequest> requests = read(bytes, 0);
    for (int i = 0; i < requests.size() - 1; i++) {
      assertThat(requests.get(i).decoderResult().isSuccess()).isTrue();
    }
  }

  @FuzzTest(maxDuration = "1m")
  void aHostNameIsPlain(byte[] bytes) {
    String authority = new String(bytes, StandardCharsets.ISO_8859_1);
    if (Framing.isHost(authority)) {
      assertThat(HostName.of(authority)).doesNotContain("/", "@", " ").isLowerCase();
    }
  }

  @FuzzTest(maxDuration = "1m")
  void framesOfAnyKindPassOrEndTheConnection(byte[] bytes) {
    ConnectionWatch watch = new ConnectionWatch("127.0.0.1", 0, false, () -> 0, _ -> {});
    EmbeddedChannel channel = new EmbeddedChannel(new Http2FrameGuard(watch, () -> 0, () -> {}));
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    ByteBuf passed = channel.readInbound();
    boolean whole = passed != null && passed.readableBytes() == bytes.length;
    assertThat(whole || bytes.length == 0 || !channel.isOpen()).isTrue();
    ReferenceCountUtil.release(passed);
    channel.finishAndReleaseAll();
  }
}
