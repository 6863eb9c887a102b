package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What is particular about gRPC over HTTP/2: that its refusals come in its own words. */
final class Grpc {
  private static final String TYPE = "application/grpc";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Grpc() {}

  /** Whether it is gRPC; grpc-web, which has its own media type, is plain HTTP to a gateway. */
  static boolean isSpokenBy(HttpServerRequest request) {
    String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
    return type != null
        && type.startsWith(TYPE)
        && (type.length() == TYPE.length() || "+;".indexOf(type.charAt(TYPE.length())) >= 0)
        && request.version() == HttpVersion.HTTP_2;
  }

  /** The fields that say a problem in an answer that has no body ("Trailers-Only"). */
  static MultiMap refusal(Problem problem) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(problem.headers());
    headers.set(HttpHeaders.CONTENT_TYPE, TYPE);
    return headers.addAll(trailers(problem));
  }

  /** The fields that say a problem behind messages that were passed on. */
  static MultiMap trailers(Problem problem) {
    return MultiMap.caseInsensitiveMultiMap()
        .set("grpc-status", Integer.toString(code(problem.status())))
        .set("grpc-message", percentEncoded(problem.error() + ": " + problem.detail()));
  }

  private static int code(int status) {
    return switch (status) {
      case 400, 414, 422 -> 3; // INVALID_ARGUMENT
      case 401 -> 16; // UNAUTHENTICATED
      case 403 -> 7; // PERMISSION_DENIED
      case 404, 405, 501 -> 12; // UNIMPLEMENTED
      case 408, 504 -> 4; // DEADLINE_EXCEEDED
      case 413, 429, 431 -> 8; // RESOURCE_EXHAUSTED
      case 500 -> 13; // INTERNAL
      case 502, 503 -> 14; // UNAVAILABLE
      default -> 2; // UNKNOWN
    };
  }

  /** All but printable ASCII, and the percent sign itself. */
  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
