package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.backend.BackendAnswer;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.pool.Choice;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.RuleAction;

/** Which endpoints one request is sent to, and when: first, beside one that is slow, and again. */
final class Asking {
  private static final long UNREACHABLE_MILLIS = 50;

  private final ProxyExchange exchange;
  private final Forwarding forwarding;
  private final RuleAction.Forward how;
  private final Visit visit;
  private final Tries tries;
  private final Retries retries;
  private final Hedging hedging;
  private final Alarm backOff;
  private boolean reserved;

  Asking(
      ProxyExchange exchange,
      Forwarding forwarding,
      RuleAction.Forward how,
      Visit visit,
      Tries tries) {
    this.exchange = exchange;
    this.forwarding = forwarding;
    this.how = how;
    this.visit = visit;
    this.tries = tries;
    this.retries = new Retries(how.retry());
    this.hedging = new Hedging(exchange, how.hedge());
    this.backOff = new Alarm(exchange.front().lane().clock());
  }

  /** Sends it to an endpoint, out of the pool's budget of retries or not. */
  void ask(boolean budgeted) {
    switch (choose()) {
      case Permit permit -> begin(permit, budgeted);
      case Choice refusal -> {
        if (budgeted) {
          pool().giveRetryBack();
        }
        forwarding.notServed(refusal);
      }
    }
  }

  private Pool pool() {
    return visit.pool();
  }

  private Choice choose() {
    return pool().choose(tries.asked(), exchange.asked(), exchange.front().lane().now());
  }

  private void begin(Permit permit, boolean budgeted) {
    Attempt attempt = new Attempt(forwarding, exchange, permit, budgeted ? pool() : null);
    tries.add(attempt);
    exchange.dispatch().chose(permit.endpoint());
    hedging.watch(this::hedge);
    attempt.start(how.timeouts().perTryMillis());
  }

  /** The tries under way take long: starts another beside them, if the budget allows it. */
  private void hedge() {
    if (!pool().takeRetry()) {
      return;
    }
    if (choose() instanceof Permit permit) {
      pool().hedges().increment();
      begin(permit, true);
    } else {
      pool().giveRetryBack();
    }
  }

  /**
   * Whether an answer need not be passed on, since another one is under way or will be. A further
   * try takes its share of the budget at once: a pool that answers in this way may be overloaded.
   */
  boolean isBettered(int status, BackendAnswer response) {
    return retries.isFor(status) && (tries.hasUnderWay() || retriesAfter(status, response));
  }

  private boolean retriesAfter(int status, BackendAnswer response) {
    if (!retries.hasLeft() || !Repeatable.afterAnswer(exchange)) {
      return false;
    }
    long wait = tries.canAskAnother(pool()) ? 0 : Retries.retryAfterMillis(status, response);
    if (!forwarding.hasTimeFor(wait) || !Retries.isShort(wait) || !pool().takeRetry()) {
      return false;
    }
    reserved = true;
    rest(Math.max(wait, retries.nextBackOffMillis()), () -> retry(true));
    return true;
  }

  /**
   * Tries again after a failure; counts against the budget unless no backend has seen anything of
   * the request: then the next endpoint is asked at once, if there is one that was not. One that
   * finds the budget spent waits once more.
   */
  void retryAfterFailure(boolean sent, Problem otherwise) {
    if (!sent && tries.canAskAnother(pool()) && retries.takesUnseen()) {
      rest(0, () -> retry(false));
      return;
    }
    if (!retries.hasLeft()) {
      forwarding.refuse(otherwise);
      return;
    }
    rest(
        retries.nextBackOffMillis(),
        () -> {
          if (!sent || pool().takeRetry()) {
            retry(sent);
          } else {
            retryAfterFailure(true, otherwise);
          }
        });
  }

  /**
   * An endpoint is new in a pool that had none, and cannot be reached yet: asks again soon, which
   * is no retry.
   */
  void askAgain() {
    rest(UNREACHABLE_MILLIS, () -> ask(false));
  }

  /** Nothing is under way that a further try could be started beside. */
  private void rest(long millis, Runnable then) {
    hedging.stop();
    backOff.set(millis, then);
  }

  private void retry(boolean budgeted) {
    reserved = false;
    pool().retries().increment();
    ask(budgeted);
  }

  /** No further try will start. */
  void stop() {
    backOff.cancel();
    hedging.stop();
    if (reserved) {
      reserved = false;
      pool().giveRetryBack();
    }
  }
}
