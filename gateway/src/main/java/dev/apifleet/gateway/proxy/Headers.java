package dev.apifleet.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Header names in the form that costs least, and the rules for headers that end at each hop. */
final class Headers {
  static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  static final CharSequence X_GATEWAY = HttpHeaders.createOptimized("x-gateway");
  static final CharSequence X_BACKEND = HttpHeaders.createOptimized("x-backend");
  static final CharSequence X_RESPONSE_TIME = HttpHeaders.createOptimized("x-response-time");
  static final CharSequence X_LB_ALGORITHM = HttpHeaders.createOptimized("x-lb-algorithm");
  static final CharSequence X_FAILOVER_POOL = HttpHeaders.createOptimized("x-failover-pool");
  static final CharSequence X_CIRCUIT_STATE = HttpHeaders.createOptimized("x-circuit-state");
  static final CharSequence X_FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
  static final CharSequence X_FORWARDED_PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
  static final CharSequence X_FORWARDED_HOST = HttpHeaders.createOptimized("x-forwarded-host");

  static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");
  static final CharSequence TRACESTATE = HttpHeaders.createOptimized("tracestate");

  /** RFC 9440. */
  static final CharSequence CLIENT_CERT = HttpHeaders.createOptimized("client-cert");

  static final CharSequence TE = HttpHeaders.createOptimized("te");
  static final CharSequence EXPECT = HttpHeaders.createOptimized("expect");

  private static final List<CharSequence> OURS =
      List.of(
          X_GATEWAY,
          X_BACKEND,
          X_RESPONSE_TIME,
          X_LB_ALGORITHM,
          X_FAILOVER_POOL,
          X_CIRCUIT_STATE,
          X_REQUEST_ID);

  /** What a proxy says about the way to it, and anyone else can make up. */
  private static final List<CharSequence> CLAIMS =
      List.of(
          X_FORWARDED_FOR,
          X_FORWARDED_PROTO,
          X_FORWARDED_HOST,
          HttpHeaders.createOptimized("x-forwarded-port"),
          HttpHeaders.createOptimized("x-forwarded-prefix"),
          HttpHeaders.createOptimized("x-forwarded-ssl"),
          HttpHeaders.createOptimized("x-real-ip"),
          HttpHeaders.createOptimized("forwarded"),
          CLIENT_CERT,
          HttpHeaders.createOptimized("client-cert-chain"));

  private static final List<CharSequence> HOP_BY_HOP =
      List.of(
          HttpHeaders.CONNECTION,
          HttpHeaders.TRANSFER_ENCODING,
          HttpHeaders.createOptimized("keep-alive"),
          HttpHeaders.createOptimized("proxy-connection"),
          HttpHeaders.createOptimized("proxy-authenticate"),
          HttpHeaders.createOptimized("proxy-authorization"),
          TE,
          HttpHeaders.createOptimized("trailer"),
          HttpHeaders.createOptimized("upgrade"));

  /** RFC 9110, 6.5.1. */
  private static final List<CharSequence> NOT_IN_TRAILERS =
      List.of(
          HttpHeaders.CONTENT_LENGTH,
          HttpHeaders.CONTENT_ENCODING,
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.createOptimized("content-range"),
          HttpHeaders.HOST,
          HttpHeaders.CACHE_CONTROL,
          HttpHeaders.SET_COOKIE,
          HttpHeaders.LOCATION,
          HttpHeaders.createOptimized("www-authenticate"));

  /** What requests to backends say anew. */
  private static final List<CharSequence> WRITTEN =
      List.of(
          HttpHeaders.HOST,
          EXPECT,
          X_REQUEST_ID,
          X_FORWARDED_FOR,
          X_FORWARDED_PROTO,
          X_FORWARDED_HOST);

  private static final HeaderNames NONE = new HeaderNames();
  private static final HeaderNames NOT_FROM_BACKENDS = new HeaderNames(HOP_BY_HOP, OURS);
  private static final HeaderNames NOT_FROM_PROXIES = new HeaderNames(HOP_BY_HOP, WRITTEN);
  private static final HeaderNames NOT_FROM_CLIENTS = new HeaderNames(HOP_BY_HOP, WRITTEN, CLAIMS);

  private Headers() {}

  /**
   * Copies a request's fields for a backend, without those of its hop, those that are written anew
   * and, unless a trusted proxy sent it, those that only such a one may write.
   */
  static void copyRequest(MultiMap from, MultiMap to, boolean trusted) {
    copy(from, to, trusted ? NOT_FROM_PROXIES : NOT_FROM_CLIENTS);
  }

  /** Copies an answer's fields for a client, without those of its hop and those that are ours. */
  static void copyAnswer(MultiMap from, MultiMap to) {
    copy(from, to, NOT_FROM_BACKENDS);
  }

  private static void copy(MultiMap from, MultiMap to, HeaderNames without) {
    addAll(from, to, without);
    removeNamed(from, to);
  }

  /** Adds our own fields. */
  static void add(MultiMap from, MultiMap to) {
    addAll(from, to, NONE);
  }

  /** Sets our own fields in place of those of the same names. */
  static void set(MultiMap from, MultiMap to) {
    if (from instanceof HeadersMultiMap fields) {
      fields.iteratorCharSequence().forEachRemaining(field -> to.remove(field.getKey()));
    } else {
      from.names().forEach(to::remove);
    }
    add(from, to);
  }

  /** Names and values that were read from an HTTP/1 connection are passed on as they are. */
  private static void addAll(MultiMap from, MultiMap to, HeaderNames without) {
    if (from instanceof HeadersMultiMap read && to instanceof HeadersMultiMap written) {
      Iterator<Map.Entry<CharSequence, CharSequence>> fields = read.iteratorCharSequence();
      while (fields.hasNext()) {
        Map.Entry<CharSequence, CharSequence> field = fields.next();
        if (!without.contains(field.getKey())) {
          written.add(field.getKey(), field.getValue());
        }
      }
    } else {
      for (Map.Entry<String, String> field : from) {
        if (!without.contains(field.getKey())) {
          to.add(field.getKey(), field.getValue());
        }
      }
    }
  }

  /** Takes out what concerns one connection only (RFC 9110, 7.6.1). */
  static void removeHopByHop(MultiMap headers) {
    removeNamed(headers, headers);
    remove(HOP_BY_HOP, headers);
  }

  /** Takes out what the Connection field names. */
  private static void removeNamed(MultiMap connection, MultiMap headers) {
    if (!connection.contains(HttpHeaders.CONNECTION)) {
      return;
    }
    for (String list : connection.getAll(HttpHeaders.CONNECTION)) {
      if (!HttpHeaders.KEEP_ALIVE.toString().equalsIgnoreCase(list)) {
        for (String named : list.split(",")) {
          headers.remove(named.trim());
        }
      }
    }
  }

  /** Whether a field that is a list of tokens has this one. */
  static boolean hasToken(MultiMap headers, CharSequence name, String token) {
    if (headers.contains(name)) {
      for (String list : headers.getAll(name)) {
        for (String item : list.split(",")) {
          if (item.trim().equalsIgnoreCase(token)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether the peer reads fields after the body. */
  static boolean acceptsTrailers(MultiMap headers) {
    return hasToken(headers, TE, "trailers");
  }

  /** Takes out what frames, routes or authorises a message, which trailers may not say. */
  static void removeFromTrailers(MultiMap trailers) {
    removeHopByHop(trailers);
    removeOurs(trailers);
    remove(NOT_IN_TRAILERS, trailers);
  }

  /** Takes out what only this gateway may say. */
  static void removeOurs(MultiMap headers) {
    remove(OURS, headers);
  }

  private static void remove(List<CharSequence> names, MultiMap headers) {
    for (int i = 0; i < names.size(); i++) {
      headers.remove(names.get(i));
    }
  }
}
