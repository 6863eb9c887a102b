package dev.apifleet.gateway.proxy;

import static io.netty.handler.codec.http.HttpHeaderValidationUtil.validateToken;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Map;

/**
 * Where an HTTP/1 request ends and whom it is for (RFC 9112, 3.2 and 6), read so that no other
 * reader can come to another conclusion.
 */
final class Framing {
  private static final int MOST_DIGITS = 18;
  private static final String HOST_PUNCTUATION = ".-_~:[]%";

  private Framing() {}

  /**
   * What is wrong with it, or null. Netty has one object for each version that is spelled right.
   */
  static String fault(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    if (version != HttpVersion.HTTP_1_1 && version != HttpVersion.HTTP_1_0) {
      return "Only HTTP/1.0, HTTP/1.1 and HTTP/2 are spoken here.";
    }
    for (Map.Entry<String, String> field : request.headers()) {
      if (field.getKey().isEmpty() || validateToken(field.getKey()) >= 0) {
        return "A header's name is not a token.";
      }
    }
    boolean http10 = version == HttpVersion.HTTP_1_0;
    String fault = bodyFault(request.headers(), http10);
    return fault == null ? targetFault(request, http10) : fault;
  }

  private static String bodyFault(HttpHeaders headers, boolean http10) {
    List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!encodings.isEmpty()) {
      if (encodings.size() > 1 || http10 || !"chunked".equalsIgnoreCase(encodings.getFirst())) {
        return "Transfer-Encoding may be there once, as chunked, and not in HTTP/1.0.";
      }
      return lengths.isEmpty() ? null : "Content-Length and Transfer-Encoding exclude each other.";
    }
    return lengths.isEmpty() || lengths.size() == 1 && isLength(lengths.getFirst())
        ? null
        : "Content-Length may be there once, as a decimal number.";
  }

  /** Digits alone. */
  static boolean isLength(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MOST_DIGITS;
  }

  private static String targetFault(HttpRequest request, boolean http10) {
    String target = request.uri();
    if (target.indexOf('#') >= 0 || !target.startsWith("/") && !hasOtherForm(request)) {
      return "The target has to be a path, or a URL without a fragment; CONNECT is not served.";
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || hosts.isEmpty() && !http10) {
      return "HTTP/1.1 asks for exactly one Host.";
    }
    String host = hosts.isEmpty() ? "" : hosts.getFirst();
    if (!isHost(host)) {
      return "The Host has characters that no host has.";
    }
    String authority = authority(target);
    return authority == null || authority.equalsIgnoreCase(host)
        ? null
        : "The target and the Host name different hosts.";
  }

  /** Absolute or asterisk form (RFC 9112, 3.2.2 and 3.2.4). */
  private static boolean hasOtherForm(HttpRequest request) {
    String target = request.uri();
    return target.startsWith("http://")
        || target.startsWith("https://")
        || target.equals("*") && request.method().equals(HttpMethod.OPTIONS);
  }

  /** Whether it could be the host and port of a URL; an empty one could. */
  static boolean isHost(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && HOST_PUNCTUATION.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** That of a target in absolute form, else null. */
  private static String authority(String target) {
    int scheme = target.indexOf("://");
    if (target.startsWith("/") || scheme < 0) {
      return null;
    }
    int begin = scheme + 3;
    int end = begin;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    return target.substring(begin, end);
  }
}
