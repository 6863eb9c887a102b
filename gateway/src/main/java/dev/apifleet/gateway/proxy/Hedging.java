package dev.apifleet.gateway.proxy;

import dev.apifleet.snapshot.RuleAction.Hedge;

/** When further tries are started beside a slow one, for requests that change nothing. */
final class Hedging {
  private final Hedge hedge;
  private final Alarm next;
  private int left;

  /** Further tries of an exchange; none where the rule has no hedge or the request is not safe. */
  Hedging(ProxyExchange exchange, Hedge hedge) {
    this.hedge = hedge;
    this.next = new Alarm(exchange.front().lane().clock());
    this.left = hedge != null && Repeatable.mayRunTwice(exchange) ? hedge.attempts() : 0;
  }

  /** A try has started: if no head has come by then, the next one is due. */
  void watch(Runnable startAnother) {
    if (left > 0) {
      left--;
      next.set(hedge.afterMillis(), startAnother);
    }
  }

  void stop() {
    next.cancel();
  }
}
