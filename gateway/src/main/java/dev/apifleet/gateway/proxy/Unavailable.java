package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.RuleAction.Fallback;

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
      DirectAnswer.give(exchange, fallback.response());
    }
  }

  /** A kept answer, unless the rule forbids it. */
  static boolean standsIn(ProxyExchange exchange, Fallback fallback, int status) {
    return (fallback == null || fallback.stale()) && exchange.answering().isStoodInFor(status);
  }
}
