package dev.apifleet.gateway.proxy;

import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Locale;

/**
 * Reads HTTP/1 only as RFC 9112 writes it. What Netty forgives, such as folded lines, lone carriage
 * returns and a length beside chunks, some backend reads differently, which lets requests be
 * smuggled past the gateway. Behind the first fault nothing more is read. A connection whose first
 * line is that of another protocol is closed without an answer, which its client could not read.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private final ConnectionWatch watch;
  private final Runnable onForeign;
  private final FirstLine firstLine = new FirstLine();
  private boolean inHead = true;
  private boolean inFirstLine = true;
  private byte before = LF;
  private String fault;
  private boolean refused;

  /** A request that is not written as it has to be. */
  static final class MalformedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedException(String fault) {
      super(fault);
    }
  }

  StrictDecoder(ClientLimits limits, ConnectionWatch watch, Runnable onForeign) {
    super(
        new HttpServerOptions()
            .setMaxInitialLineLength(limits.maxUrlBytes())
            .setMaxHeaderSize(limits.maxHeaderBytes()));
    this.watch = watch;
    this.onForeign = onForeign;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int begin = in.readerIndex();
    boolean head = inHead;
    super.decode(context, in, out);
    if (isForeign(in, begin, in.readerIndex())) {
      out.clear();
      refused = true;
      onForeign.run();
      context.close();
      return;
    }
    if (head && fault == null) {
      fault = lineFault(in, begin, in.readerIndex());
    }
    out.forEach(this::decoded);
    if (!out.isEmpty() && isBrokenChunk(out.getLast())) {
      out.removeLast();
      refused = true;
      watch.malformed();
    }
  }

  private boolean isForeign(ByteBuf in, int begin, int end) {
    for (int i = begin; i < end && !firstLine.isOver(); i++) {
      firstLine.take(in.getByte(i));
    }
    return firstLine.isOfAnotherProtocol();
  }

  private static boolean isBrokenChunk(Object part) {
    return part instanceof HttpContent chunk
        && !(part instanceof HttpRequest)
        && chunk.decoderResult().isFailure();
  }

  private void decoded(Object part) {
    if (part instanceof HttpRequest request) {
      headDecoded(request);
    }
    if (part instanceof LastHttpContent) {
      inHead = true;
      inFirstLine = true;
      before = LF;
      watch.messageEnded();
    }
  }

  private void headDecoded(HttpRequest request) {
    inHead = false;
    watch.headEnded();
    if (request.decoderResult().isFailure()) {
      refused = true;
      return;
    }
    String wrong = fault == null ? Framing.fault(request) : fault;
    if (wrong != null) {
      refused = true;
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
      request.setDecoderResult(DecoderResult.failure(new MalformedException(wrong)));
    }
    // An upgrade to HTTP/2 is ignored, as RFC 9110 allows: it would leave these checks behind.
    String upgrade = request.headers().get(HttpHeaderNames.UPGRADE);
    if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("h2c")) {
      request.headers().remove(HttpHeaderNames.UPGRADE);
    }
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    fault = "Content-Length and Transfer-Encoding exclude each other.";
  }

  private String lineFault(ByteBuf in, int begin, int end) {
    for (int i = begin; i < end; i++) {
      byte b = in.getByte(i);
      if (before == CR && b != LF || b == LF && before != CR) {
        return "Lines end with CR LF, and neither may stand alone.";
      }
      if (b == 0 || b == '\t' && inFirstLine) {
        return "The head has characters that it may not have.";
      }
      if (before == LF && (b == ' ' || b == '\t')) {
        return "A line may not be continued on the next, nor begin with a space.";
      }
      inFirstLine &= b != LF;
      before = b;
    }
    return null;
  }
}
