package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.edit.Redirection;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.HeaderEdits.Header;
import dev.apifleet.snapshot.RuleAction.Respond;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** Answers that a rule gives without a backend. */
final class DirectAnswer {
  private DirectAnswer() {}

  static void give(ProxyExchange exchange, Respond response) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (Header header : response.headers()) {
      headers.add(header.name(), header.value());
    }
    if (response.contentType() != null && !response.body().isEmpty()) {
      headers.set(HttpHeaders.CONTENT_TYPE, response.contentType());
    }
    exchange.answer(response.status(), headers, Buffer.buffer(response.body()));
  }

  static void give(ProxyExchange exchange, Redirection redirection) {
    String location = location(exchange, redirection);
    if (location == null) {
      exchange.reject(Problem.malformed("What the rule makes of the path is none."));
    } else {
      MultiMap headers = MultiMap.caseInsensitiveMultiMap().set(HttpHeaders.LOCATION, location);
      exchange.answer(redirection.status(), headers, Buffer.buffer());
    }
  }

  /** Where the client is sent, or null where the path cannot be changed as the rule wants. */
  static String location(ProxyExchange exchange, Redirection redirection) {
    ClientRequest asked = exchange.asked();
    return redirection.location(
        new Redirection.Address(
            asked.proto(), asked.authority(), asked.path(), exchange.request().query()),
        exchange.condition());
  }
}
