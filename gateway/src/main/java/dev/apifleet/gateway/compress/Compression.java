package dev.apifleet.gateway.compress;

import dev.apifleet.gateway.filter.BodyCoding;
import dev.apifleet.gateway.filter.BodyEncoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** Decides by the head of an answer whether its body is compressed for the client. */
final class Compression implements BodyCoding {
  private static final CharSequence IF_NONE_MATCH = HttpHeaders.createOptimized("if-none-match");

  /** What was said of the plain body and would be wrong of another. */
  private static final List<CharSequence> OF_THE_PLAIN_BODY =
      List.of(
          HttpHeaders.CONTENT_LENGTH,
          HttpHeaders.createOptimized("accept-ranges"),
          HttpHeaders.createOptimized("content-md5"),
          HttpHeaders.createOptimized("content-digest"),
          HttpHeaders.createOptimized("repr-digest"),
          HttpHeaders.createOptimized("digest"));

  private final List<Coding> offered;
  private final int minBytes;
  private final ContentTypes types;
  private final HttpServerRequest request;

  Compression(List<Coding> offered, int minBytes, ContentTypes types, HttpServerRequest request) {
    this.offered = offered;
    this.minBytes = minBytes;
    this.types = types;
    this.request = request;
  }

  @Override
  public BodyEncoder begin(int status, MultiMap headers, long length) {
    if (status == 304) {
      weakenAsAsked(headers);
      return null;
    }
    AcceptEncoding accepted =
        new AcceptEncoding(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
    long size = request.method() == HttpMethod.HEAD ? announced(headers) : length;
    if (!mayBeEncoded(status, headers, size) || !isWorthIt(headers, size, accepted)) {
      return null;
    }
    addVary(headers);
    Coding coding = accepted.choose(offered);
    if (coding == null) {
      return null;
    }
    describe(headers, coding);
    return request.method() == HttpMethod.HEAD ? null : new StreamEncoder(coding, length < 0);
  }

  private static long announced(MultiMap headers) {
    return headers.contains(HttpHeaders.CONTENT_LENGTH)
        ? Long.parseLong(headers.get(HttpHeaders.CONTENT_LENGTH))
        : -1;
  }

  /** A part of a body is one of its plain form, and a body that is encoded is so only once. */
  private static boolean mayBeEncoded(int status, MultiMap headers, long size) {
    String control = headers.get(HttpHeaders.CACHE_CONTROL);
    String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
    return size != 0
        && status >= 200
        && status != 204
        && status != 205
        && status != 206
        && (encoding == null || encoding.equalsIgnoreCase("identity"))
        && (control == null || !control.toLowerCase(Locale.ROOT).contains("no-transform"));
  }

  private boolean isWorthIt(MultiMap headers, long size, AcceptEncoding accepted) {
    boolean isLarge = size < 0 || size >= minBytes;
    return isLarge && types.contain(headers.get(HttpHeaders.CONTENT_TYPE))
        || accepted.refusesIdentity();
  }

  /** Caches must not give what was made for one client to another. */
  private static void addVary(MultiMap headers) {
    for (String vary : headers.getAll(HttpHeaders.VARY)) {
      for (String name : vary.split(",")) {
        if (name.trim().equals("*") || name.trim().equalsIgnoreCase("accept-encoding")) {
          return;
        }
      }
    }
    headers.add(HttpHeaders.VARY, "Accept-Encoding");
  }

  private static void describe(MultiMap headers, Coding coding) {
    for (int i = 0; i < OF_THE_PLAIN_BODY.size(); i++) {
      headers.remove(OF_THE_PLAIN_BODY.get(i));
    }
    headers.set(HttpHeaders.CONTENT_ENCODING, coding.token());
    weaken(headers);
  }

  /** The bytes are others than those that the backend's strong tag stands for (RFC 9110, 8.8.1). */
  private static void weaken(MultiMap headers) {
    String tag = headers.get(HttpHeaders.ETAG);
    if (tag != null && tag.startsWith("\"")) {
      headers.set(HttpHeaders.ETAG, "W/" + tag);
    }
  }

  /** Nothing has changed of what the client got with the weakened tag. */
  private void weakenAsAsked(MultiMap headers) {
    String tag = headers.get(HttpHeaders.ETAG);
    String known = request.headers().get(IF_NONE_MATCH);
    if (tag != null && known != null && known.contains("W/" + tag)) {
      weaken(headers);
      addVary(headers);
    }
  }
}
