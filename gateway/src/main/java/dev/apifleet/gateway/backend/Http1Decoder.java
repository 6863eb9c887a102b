package dev.apifleet.gateway.backend;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.function.BooleanSupplier;

/** Reads answers in HTTP/1, with fields that can be passed on without being copied. */
final class Http1Decoder extends HttpResponseDecoder {
  private static final HttpHeadersFactory FIELDS =
      new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
          return HeadersMultiMap.httpHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
          return HeadersMultiMap.httpHeaders();
        }
      };

  private final BooleanSupplier headOnly;

  /**
   * For one connection.
   *
   * @param headOnly whether the next answer is to HEAD, and so without a body whatever it says
   */
  Http1Decoder(BooleanSupplier headOnly) {
    super(new HttpDecoderConfig().setHeadersFactory(FIELDS).setTrailersFactory(FIELDS));
    this.headOnly = headOnly;
  }

  /** Whether something came that is not, or not yet, part of any answer. */
  boolean hasRest() {
    return actualReadableBytes() > 0;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage answer) {
    return headOnly.getAsBoolean() || super.isContentAlwaysEmpty(answer);
  }
}
