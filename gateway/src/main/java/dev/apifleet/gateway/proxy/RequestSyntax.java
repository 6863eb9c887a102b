package dev.apifleet.gateway.proxy;

import static io.netty.handler.codec.http.HttpHeaderValidationUtil.validateToken;
import static io.netty.handler.codec.http.HttpHeaderValidationUtil.validateValidHeaderValue;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Map;

/**
 * What a request may not have, since it could not be sent on to a backend: the HTTP/1 decoder
 * checks header fields (RFC 9110, 5.1 and 5.5) as it reads them, the HTTP/2 decoder does not, and
 * neither looks into the query.
 */
final class RequestSyntax {
  private RequestSyntax() {}

  /** What is wrong with the request besides its path, or null. */
  static String fault(HttpServerRequest request) {
    if (request.uri().indexOf('#') >= 0) {
      return "The target has a fragment.";
    }
    if (!isPrintable(request.query())) {
      return "The query has characters other than printable ASCII; escape them.";
    }
    return request.version() == HttpVersion.HTTP_2 ? http2Fault(request) : null;
  }

  /** Which limit it is beyond, or null; HTTP/1 is measured as it is read. */
  static Problem tooLong(HttpServerRequest request, ClientLimits limits) {
    if (request.version() != HttpVersion.HTTP_2) {
      return null;
    }
    if (request.uri().length() > limits.maxUrlBytes()) {
      return Problems.uriTooLong(limits.maxUrlBytes());
    }
    int bytes = 0;
    for (Map.Entry<String, String> field : request.headers()) {
      bytes += field.getKey().length() + field.getValue().length();
    }
    return bytes > limits.maxHeaderBytes()
        ? Problems.headersTooLarge(limits.maxHeaderBytes())
        : null;
  }

  private static String http2Fault(HttpServerRequest request) {
    if (validateToken(request.method().name()) >= 0) {
      return "The method is not a token.";
    }
    if (request.authority() != null && !isPrintable(request.authority().toString())) {
      return "The authority has characters other than printable ASCII.";
    }
    String fault = framingFault(request);
    if (fault != null) {
      return fault;
    }
    for (Map.Entry<String, String> field : request.headers()) {
      if (field.getKey().isEmpty() || validateToken(field.getKey()) >= 0) {
        return "A header's name is not a token.";
      }
      if (validateValidHeaderValue(field.getValue()) >= 0) {
        return "The value of header " + field.getKey() + " has characters that it may not have.";
      }
    }
    return null;
  }

  /** What would be read in another way on an HTTP/1 connection to a backend (RFC 9113, 8.2.2). */
  private static String framingFault(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (headers.contains(HttpHeaders.CONNECTION)
        || headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || headers.contains(HttpHeaders.UPGRADE)) {
      return "HTTP/2 has no Connection, Transfer-Encoding or Upgrade.";
    }
    List<String> lengths = headers.getAll(HttpHeaders.CONTENT_LENGTH);
    if (lengths.size() > 1 || lengths.size() == 1 && !Framing.isLength(lengths.getFirst())) {
      return "Content-Length may be there once, as a decimal number.";
    }
    List<String> hosts = headers.getAll(HttpHeaders.HOST);
    String authority = request.authority() == null ? "" : request.authority().toString();
    boolean other = hosts.size() == 1 && !hosts.getFirst().equalsIgnoreCase(authority);
    if (hosts.size() > 1 || other || !Framing.isHost(authority)) {
      return "The Host and :authority have to name one host.";
    }
    return null;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; text != null && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
