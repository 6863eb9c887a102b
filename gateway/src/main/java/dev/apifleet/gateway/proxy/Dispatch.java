package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Outbound;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.route.PathCondition;
import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.runtime.Action;
import dev.apifleet.gateway.runtime.Rule;
import dev.apifleet.snapshot.RuleAction;

/** The rule for one request, and what that does with it: by which pool, at which endpoint. */
final class Dispatch {
  private final ProxyExchange exchange;
  private Rule rule;
  private PathCondition condition = PathCondition.ANY;
  private Outbound outbound;
  private Forwarding forwarding;
  private Pool pool;
  private Endpoint endpoint;
  private HeldBack held;

  Dispatch(ProxyExchange exchange) {
    this.exchange = exchange;
  }

  /** Looks for the rule. */
  boolean findsRule() {
    RouteMatch<Rule> match =
        Preflight.find(exchange.runtime().router(), exchange.asked(), exchange.request().headers());
    if (match == null) {
      return false;
    }
    rule = match.target();
    condition = match.path();
    return true;
  }

  /** Takes over what another has found, and how the backend would be asked by now. */
  void continueFrom(Dispatch other) {
    rule = other.rule;
    condition = other.condition;
    outbound = other.outbound == null ? null : other.outbound.copy();
  }

  /** The rule that matched, or null. */
  Rule rule() {
    return rule;
  }

  /** The condition that the path met. */
  PathCondition condition() {
    return condition;
  }

  /** How the backend is asked, where that differs from what the client asked. */
  Outbound outbound() {
    if (outbound == null) {
      outbound = new Outbound();
    }
    return outbound;
  }

  /** The same, or null for no difference. */
  Outbound edits() {
    return outbound;
  }

  /** Whether it ends here, to spare the work of all filters where nobody passes. */
  boolean shedsAtOnce() {
    if (exchange.dryRun() == null
        && rule.action() instanceof Action.Forward forward
        && lane().shedder().shedsAll(forward.how().priority(), lane().round())) {
      shed(forward.how());
      return true;
    }
    return false;
  }

  /** The same once it is known whose the request is, to spare the work of the other filters. */
  boolean sheds() {
    if (exchange.dryRun() == null
        && rule.action() instanceof Action.Forward forward
        && lane()
            .shedder()
            .sheds(forward.how().priority(), exchange.subscriber().tier(), lane().round())) {
      shed(forward.how());
      return true;
    }
    return false;
  }

  private Lane lane() {
    return exchange.front().lane();
  }

  private void shed(RuleAction.Forward how) {
    Problem problem = Problems.shed(how.priority());
    held =
        HeldBack.hold(
            exchange, how.priority(), () -> Unavailable.answer(exchange, how.fallback(), problem));
  }

  /** Does what the rule wants, or only tells it where that is all that is asked. */
  void act() {
    if (exchange.dryRun() != null) {
      Explanation.give(exchange, rule.action());
      return;
    }
    switch (rule.action()) {
      case Action.Refuse(var problem) -> exchange.reject(problem);
      case Action.Redirect(var redirection) -> DirectAnswer.give(exchange, redirection);
      case Action.Respond(var response) -> DirectAnswer.give(exchange, response);
      case Action.Forward forward -> forward(forward);
    }
  }

  private void forward(Action.Forward forward) {
    pool = forward.pools().next().orElse(null);
    if (pool == null) {
      exchange.reject(Problems.BACKEND_NOT_FOUND);
    } else {
      forwarding = new Forwarding(exchange, forward, pool);
      forwarding.start();
    }
  }

  /** Another pool takes over. */
  void failedOver(Pool other) {
    pool = other;
    exchange.responseHeaders().set(Headers.X_FAILOVER_POOL, other.name());
  }

  /** A try goes to this endpoint. */
  void chose(Endpoint chosen) {
    endpoint = chosen;
  }

  /** The pool the request went to, or would have gone to; null where there is none. */
  Pool pool() {
    if (pool == null && rule != null && rule.action() instanceof Action.Forward forward) {
      return forward.pools().first().orElse(null);
    }
    return pool;
  }

  /** The endpoint of the last try, or null. */
  Endpoint endpoint() {
    return endpoint;
  }

  /** How it is forwarded, or null. */
  Forwarding forwarding() {
    return forwarding;
  }

  /** No backend need go on with it. */
  void cancel() {
    if (held != null) {
      held.cancel();
    }
    if (forwarding != null) {
      forwarding.cancel();
    }
  }
}
