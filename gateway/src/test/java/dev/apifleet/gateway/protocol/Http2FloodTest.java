package dev.apifleet.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTP/2 clients that cost a server more than themselves. */
class Http2FloodTest {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int END_STREAM_AND_HEADERS = 5;
  private static final int CANCEL = 8;

  private static TestFleet fleet;

  @BeforeAll
  static void start() {
    fleet = new TestFleet();
    fleet.serveAll(fleet.backend("one"));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  /** What a client sends for the n-th time. */
  private interface Attack {
    void write(OutputStream out, int number) throws IOException, Http2Exception;
  }

  /** How often it could be sent before the connection was closed. */
  private static int endurance(int most, Attack attack) throws Http2Exception, IOException {
    int sent = 0;
    try (Socket socket = RawClient.connect(fleet.port)) {
      OutputStream out = socket.getOutputStream();
      out.write(PREFACE);
      out.write(frame(SETTINGS, 0, 0, Unpooled.EMPTY_BUFFER));
      while (sent < most) {
        attack.write(out, sent);
        sent++;
      }
      socket.getInputStream().readAllBytes();
    } catch (SocketException _) {
      return sent;
    }
    return sent;
  }

  private static byte[] frame(int type, int flags, int stream, ByteBuf payload) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeMedium(payload.readableBytes()).writeByte(type).writeByte(flags).writeInt(stream);
    frame.writeBytes(payload);
    byte[] bytes = new byte[frame.readableBytes()];
    frame.readBytes(bytes);
    return bytes;
  }

  private static void requestAndReset(OutputStream out, int number)
      throws IOException, Http2Exception {
    ByteBuf block = Unpooled.buffer();
    new DefaultHttp2HeadersEncoder()
        .encodeHeaders(
            1,
            new DefaultHttp2Headers().method("GET").scheme("http").authority("x").path("/"),
            block);
    int stream = 1 + 2 * number;
    out.write(frame(HEADERS, END_STREAM_AND_HEADERS, stream, block));
    out.write(frame(RESET, 0, stream, Unpooled.buffer().writeInt(CANCEL)));
  }

  /** The end of the input proves that the gateway closed it: the client's own timeout is 20 s. */
  @Test
  void whoeverResetsRequestsAsFastAsTheyGoIsCutOff() throws Exception {
    assertThat(endurance(100_000, Http2FloodTest::requestAndReset)).isBetween(200, 50_000);
    assertThat(fleet.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverPingsAndReadsNoAnswersIsCutOff() throws Exception {
    byte[] ping = frame(PING, 0, 0, Unpooled.buffer().writeLong(1));
    assertThat(endurance(5_000_000, (out, _) -> out.write(ping))).isLessThan(5_000_000);
    assertThat(fleet.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverSendsSettingsAndReadsNoAnswersIsCutOff() throws Exception {
    byte[] settings = frame(SETTINGS, 0, 0, Unpooled.EMPTY_BUFFER);
    assertThat(endurance(5_000_000, (out, _) -> out.write(settings))).isLessThan(5_000_000);
    assertThat(fleet.get("/").statusCode()).isEqualTo(200);
  }
}
