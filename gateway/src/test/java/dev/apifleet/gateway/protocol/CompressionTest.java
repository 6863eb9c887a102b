package dev.apifleet.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import dev.apifleet.gateway.compress.CompressFilter;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.FilterConfig.Compress;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.BrotliDecoder;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final String TEXT = "All work and no play makes Jack a dull boy. ".repeat(100);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final List<Filter> FILTERS =
      List.of(
          new CompressFilter(
              new Compress(
                  List.of("br", "zstd", "gzip"),
                  1024,
                  List.of("text/*", "application/*+json", "application/json"))),
          CompressionTest::refuse);

  private static TestFleet fleet;
  private static Backend backend;

  private static void refuse(Exchange exchange) {
    if (exchange.path().equals("/refused")) {
      exchange.reject(new Problem(403, "forbidden", "No", TEXT));
    } else {
      exchange.proceed();
    }
  }

  @BeforeAll
  static void start() {
    fleet = new TestFleet(ClientLimits.DEFAULTS, (_, _, _) -> FILTERS);
    backend = fleet.backend("one");
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    CLIENT.shutdownNow();
    fleet.close();
  }

  @BeforeEach
  void answerWithText() {
    backend.behaviour = request -> text(request).end(TEXT);
  }

  private static HttpServerResponse text(HttpServerRequest request) {
    return request.response().putHeader("content-type", "text/plain; charset=utf-8");
  }

  private static HttpResponse<byte[]> get(String path, String... headers) {
    return send(fleet.request(path, headers).GET().build());
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return String.join(",", answer.headers().allValues(name));
  }

  private static String decoded(HttpResponse<byte[]> answer) {
    try (InputStream plain =
        decoder(header(answer, "content-encoding"), new ByteArrayInputStream(answer.body()))) {
      return new String(plain.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream decoder(String coding, InputStream body) throws IOException {
    return switch (coding) {
      case "gzip" -> new GZIPInputStream(body);
      case "br" -> new BrotliInputStream(body);
      case "zstd" -> new ZstdInputStream(body);
      default -> body;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|gzip",
        "br|br",
        "zstd|zstd",
        "gzip, deflate, br, zstd|br",
        "gzip, zstd|zstd",
        "gzip;q=1.0, br;q=0.5|gzip",
        "GZIP;Q=0.3|gzip",
        "x-gzip|gzip",
        "*|br",
        "*;q=0.5, br;q=0|zstd",
        "gzip;q=0.5, identity|''",
        "gzip;q=0|''",
        "deflate|''",
        "gzip;q=much|''",
        "identity|''",
        "''|''"
      })
  void theClientsFavouriteIsUsed(String accepted, String coding) {
    HttpResponse<byte[]> answer = get("/", "accept-encoding", accepted);
    assertThat(header(answer, "content-encoding")).isEqualTo(coding);
    assertThat(header(answer, "vary")).isEqualTo("Accept-Encoding");
    assertThat(decoded(answer)).isEqualTo(TEXT);
    if (!coding.isEmpty()) {
      assertThat(answer.body()).hasSizeLessThan(TEXT.length() / 10);
    }
  }

  @Test
  void whoDoesNotAskGetsItPlain() {
    HttpResponse<byte[]> answer = get("/");
    assertThat(header(answer, "content-encoding")).isEmpty();
    assertThat(header(answer, "content-length")).isEqualTo(Integer.toString(TEXT.length()));
  }

  @Test
  void ofTextAndOfAtLeastTheLeastSizeOnly() {
    backend.behaviour = request -> text(request).end("short");
    assertThat(header(get("/", "accept-encoding", "gzip"), "content-encoding")).isEmpty();
    backend.behaviour =
        request -> request.response().putHeader("content-type", "image/png").end(TEXT);
    HttpResponse<byte[]> image = get("/", "accept-encoding", "gzip");
    assertThat(header(image, "content-encoding")).isEmpty();
    assertThat(header(image, "vary")).isEmpty();
  }

  @Test
  void whoRefusesPlainBodiesGetsNone() {
    backend.behaviour = request -> text(request).end("short");
    HttpResponse<byte[]> answer = get("/", "accept-encoding", "gzip, identity;q=0");
    assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
    assertThat(decoded(answer)).isEqualTo("short");
    HttpResponse<byte[]> other = get("/", "accept-encoding", "zstd, *;q=0");
    assertThat(header(other, "content-encoding")).isEqualTo("zstd");
  }

  @ParameterizedTest
  @CsvSource({
    "cache-control, 'public, no-transform'",
    "content-encoding, deflate",
    "content-range, bytes 0-9/100"
  })
  void whatMayNotBeChangedIsNot(String name, String value) {
    backend.behaviour =
        request ->
            text(request)
                .setStatusCode(name.equals("content-range") ? 206 : 200)
                .putHeader(name, value)
                .putHeader("etag", "\"1\"")
                .end(TEXT);
    HttpResponse<byte[]> answer = get("/", "accept-encoding", "gzip");
    assertThat(header(answer, "content-encoding")).isIn("", "deflate");
    assertThat(header(answer, "etag")).isEqualTo("\"1\"");
    assertThat(new String(answer.body())).isEqualTo(TEXT);
  }

  @Test
  void tagsAreWeakenedSinceTheBytesAreOthers() {
    backend.behaviour =
        request -> {
          text(request).putHeader("etag", "\"1\"").putHeader("accept-ranges", "bytes");
          if ("W/\"1\"".equals(request.getHeader("if-none-match"))) {
            request.response().setStatusCode(304).end();
          } else {
            request.response().putHeader("vary", "Accept-Encoding, Origin").end(TEXT);
          }
        };
    HttpResponse<byte[]> answer = get("/", "accept-encoding", "br");
    assertThat(header(answer, "etag")).isEqualTo("W/\"1\"");
    assertThat(header(answer, "vary")).isEqualTo("Accept-Encoding, Origin");
    assertThat(header(answer, "accept-ranges")).isEmpty();
    HttpResponse<byte[]> unchanged = get("/", "accept-encoding", "br", "if-none-match", "W/\"1\"");
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(header(unchanged, "etag")).isEqualTo("W/\"1\"");
    assertThat(header(get("/"), "etag")).isEqualTo("\"1\"");
  }

  @Test
  void headTellsWhatGetWould() {
    backend.behaviour =
        request -> text(request).putHeader("content-length", Integer.toString(TEXT.length())).end();
    HttpResponse<byte[]> answer =
        send(
            fleet
                .request("/", "accept-encoding", "gzip")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
    assertThat(header(answer, "content-length")).isEmpty();
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void refusalsOfTheGatewayAreCompressedToo() {
    HttpResponse<byte[]> answer = get("/refused", "accept-encoding", "br");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(header(answer, "content-encoding")).isEqualTo("br");
    assertThat(decoded(answer)).contains("\"error\":\"forbidden\"");
  }

  @Timeout(60)
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "zstd"})
  void whatComesBitByBitGoesOutBitByBit(String coding) throws Exception {
    BlockingQueue<HttpServerResponse> streams = new LinkedBlockingQueue<>();
    backend.behaviour =
        request -> {
          text(request).setChunked(true).writeHead();
          streams.add(request.response());
        };
    HttpResponse<InputStream> answer =
        CLIENT.send(
            fleet.request("/", "accept-encoding", coding).GET().build(),
            BodyHandlers.ofInputStream());
    assertThat(header(answer, "content-encoding")).isEqualTo(coding);
    HttpServerResponse stream = WebSocketClient.next(streams);
    Bits bits = bits(coding, answer.body());
    for (String bit : List.of("first", "second", "third")) {
      stream.write(bit);
      assertThat(bits.next(bit.length())).isEqualTo(bit);
    }
    stream.end();
    answer.body().close();
  }

  /** Reads so much text, and waits for no more than that. */
  private interface Bits {
    String next(int length) throws IOException;
  }

  /** The libraries' streams for the others read ahead. */
  private static Bits bits(String coding, InputStream body) throws IOException {
    if (coding.equals("zstd")) {
      InputStream plain = new ZstdInputStream(body);
      return length -> new String(plain.readNBytes(length));
    }
    EmbeddedChannel decoder =
        new EmbeddedChannel(
            coding.equals("br") ? new BrotliDecoder() : new JdkZlibDecoder(ZlibWrapper.GZIP, 0));
    return length -> next(decoder, body, length);
  }

  private static String next(EmbeddedChannel decoder, InputStream body, int length)
      throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] bytes = new byte[1024];
    while (text.length() < length) {
      decoder.writeInbound(Unpooled.copiedBuffer(bytes, 0, body.read(bytes)));
      for (ByteBuf plain = decoder.readInbound(); plain != null; plain = decoder.readInbound()) {
        text.append(plain.toString(StandardCharsets.UTF_8));
        plain.release();
      }
    }
    return text.toString();
  }

  @Test
  void eventStreamsAreLeftAloneUnlessNamed() {
    backend.behaviour =
        request -> request.response().putHeader("content-type", "text/event-stream").end(TEXT);
    assertThat(header(get("/", "accept-encoding", "gzip"), "content-encoding")).isEmpty();
  }

  @Test
  void anAnswerThatBreaksOffDoesNotLookWhole() {
    backend.behaviour =
        request -> {
          text(request).setChunked(true).write(TEXT);
          fleet.vertx.runOnContext(_ -> request.connection().close());
        };
    assertThatThrownBy(() -> get("/", "accept-encoding", "br"))
        .hasRootCauseInstanceOf(IOException.class);
  }
}
