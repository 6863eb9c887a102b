package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.RuleAction.Fallback;
import dev.apifleet.snapshot.RuleAction.Respond;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** What a client gets when no backend has a usable answer: a kept one, the rule's, the problem. */
final class Unavailable {
  private Unavailable() {}

  static void answer(ProxyExchange exchange, Fallback fallback, Problem problem) {
    if (standsIn(exchange, fallback, problem.status())) {
      return;
    }
    if (fallback == null || fallback.response() == null) {
      exchange.reject(problem);
    } else {
      answer(exchange, fallback.response());
    }
  }

  /** A kept answer, unless the rule forbids it. */
  static boolean standsIn(ProxyExchange exchange, Fallback fallback, int status) {
    return (fallback == null || fallback.stale()) && exchange.isStoodInFor(status);
  }

  private static void answer(ProxyExchange exchange, Respond response) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    response.headers().forEach(header -> headers.set(header.name(), header.value()));
    if (response.contentType() != null) {
      headers.set(HttpHeaders.CONTENT_TYPE, response.contentType());
    }
    Buffer body = response.body() == null ? Buffer.buffer() : Buffer.buffer(response.body());
    exchange.answer(response.status(), headers, body);
  }
}
