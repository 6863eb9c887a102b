package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.trace.TraceParent;
import io.vertx.core.MultiMap;

/** How a request's trace goes on to backends. */
final class Tracing {
  private Tracing() {}

  /** What other systems say of a trace means nothing in a new one. */
  static void write(ProxyExchange exchange, MultiMap headers) {
    if (headers.contains(Headers.TRACESTATE) && caller(exchange.request().headers()) == null) {
      headers.remove(Headers.TRACESTATE);
    }
    headers.set(Headers.TRACEPARENT, exchange.traceParent());
  }

  /** The caller's own field, or null. Of several nobody knows which one is meant. */
  static String caller(MultiMap headers) {
    String offered = headers.get(Headers.TRACEPARENT);
    return TraceParent.isValid(offered) && headers.getAll(Headers.TRACEPARENT).size() == 1
        ? offered
        : null;
  }
}
