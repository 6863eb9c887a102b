package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.pool.Choice;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.Action.Forward;
import dev.apifleet.snapshot.RuleAction;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.TimeUnit;

/** One request's way to a backend and back: the queue, tries beside and after each other. */
final class Forwarding {
  private static final int NOT_MODIFIED = 304;

  private final ProxyExchange exchange;
  private final Lane lane;
  private final RuleAction.Forward how;
  private Pool pool;
  private Entrance entrance;
  private final Tries tries;
  private final Retries retries;
  private final Hedging hedging;
  private final Alarm deadline;
  private final Alarm backOff;
  private long began;
  private Attempt winner;
  private Passing passing;
  private boolean failedOver;
  private boolean reserved;
  private boolean over;

  Forwarding(ProxyExchange exchange, Forward forward, Pool pool) {
    this.exchange = exchange;
    this.lane = exchange.front().lane();
    this.how = forward.how();
    this.pool = pool;
    this.tries = new Tries(exchange.body());
    this.retries = new Retries(how.retry());
    this.hedging = new Hedging(exchange, how.hedge());
    this.deadline = new Alarm(lane.timers());
    this.backOff = new Alarm(lane.timers());
  }

  void start() {
    if (how.timeouts().requestMillis() > 0) {
      deadline.set(millisLeft(), this::timedOut);
    }
    enterPool();
  }

  private void enterPool() {
    began = lane.now();
    pool.load().begin(began);
    entrance = new Entrance(exchange, pool, this);
    entrance.enter(how.priority());
  }

  private void leavePool() {
    entrance.leave();
    if (passing instanceof Tunnel) {
      pool.load().end(lane.now());
    } else {
      pool.load().end(began, lane.now());
    }
  }

  /** Until the deadline, where there is one. */
  private long millisLeft() {
    long spent = TimeUnit.NANOSECONDS.toMillis(lane.now() - exchange.startedAt());
    return how.timeouts().requestMillis() - spent;
  }

  /** The pool lets the request in. */
  void entered() {
    tryNext(false);
  }

  private void tryNext(boolean budgeted) {
    switch (choose()) {
      case Permit permit -> begin(permit, budgeted);
      case Choice refusal -> {
        if (budgeted) {
          pool.giveRetryBack();
        }
        turnedAway(refusal);
      }
    }
  }

  private Choice choose() {
    return pool.choose(tries.asked(), exchange.asked(), lane.now());
  }

  /** The pool has no endpoint to offer; perhaps the one that takes over has. */
  void turnedAway(Choice refusal) {
    String failover = pool.members().config().failover();
    Pool other = failover == null || failedOver ? null : exchange.runtime().pools().get(failover);
    if (other == null || other.refusal(lane.now()) != null) {
      refuse(Problems.of(pool, refusal));
      return;
    }
    failedOver = true;
    pool.failovers().increment();
    leavePool();
    pool = other;
    exchange.failedOver(other);
    enterPool();
  }

  private void begin(Permit permit, boolean budgeted) {
    Attempt attempt = new Attempt(this, exchange, permit, budgeted ? pool : null);
    tries.add(attempt);
    exchange.chose(permit.endpoint());
    hedging.watch(this::hedge);
    attempt.start(how.timeouts().perTryMillis());
  }

  /** The tries under way take long: starts another beside them, if the budget allows it. */
  private void hedge() {
    if (!pool.takeRetry()) {
      return;
    }
    if (choose() instanceof Permit permit) {
      pool.hedges().increment();
      begin(permit, true);
    } else {
      pool.giveRetryBack();
    }
  }

  void metFault() {
    pool.faults().increment();
  }

  void failed(Attempt failed, Throwable cause) {
    if (cause instanceof ConnectionPoolTooBusyException) {
      failed.permit().abandoned();
    } else {
      failed.permit().failed(lane.now());
    }
    tries.leave(failed);
    if (tries.hasUnderWay()) {
      return;
    }
    Problem problem = Problems.ofFailure(pool.name(), failed.endpoint().name(), cause);
    if (Repeatable.afterFailure(exchange, failed.sent())) {
      retryAfterFailure(failed.sent(), problem);
    } else {
      refuse(problem);
    }
  }

  /** The request cannot be put into words that a backend understands. */
  void unsendable(Attempt refused, RuntimeException cause) {
    refused.permit().abandoned();
    tries.leave(refused);
    finish();
    exchange.reject(Problems.badRequest("It cannot be sent to a backend: " + cause.getMessage()));
  }

  /**
   * A head has come.
   *
   * @param response null where a simulated fault answers
   */
  void answered(Attempt answered, int status, HttpClientResponse response) {
    if (Repeatable.isBackendFailure(status)) {
      answered.permit().failed(lane.now());
    } else {
      answered.permit().succeeded(lane.now());
      entrance.answered();
    }
    tries.headOver(answered);
    if (retries.isFor(status) && (tries.hasUnderWay() || triesAgain(status, response))) {
      tries.discard(response);
      tries.leave(answered);
    } else {
      win(answered, status, response);
    }
  }

  /**
   * Whether the request is tried again in place of passing this answer on. Takes its share of the
   * budget at once, since a pool that answers in this way may be overloaded.
   */
  private boolean triesAgain(int status, HttpClientResponse response) {
    if (!retries.hasLeft() || !Repeatable.afterAnswer(exchange)) {
      return false;
    }
    long wait = tries.canAskAnother(pool) ? 0 : Retries.retryAfterMillis(status, response);
    boolean inTime = how.timeouts().requestMillis() == 0 || wait < millisLeft();
    if (!inTime || !Retries.isShort(wait) || !pool.takeRetry()) {
      return false;
    }
    reserved = true;
    backOff.set(Math.max(wait, retries.nextBackOffMillis()), () -> retry(true));
    return true;
  }

  /**
   * Tries again after a failure; counts against the budget unless no backend has seen anything of
   * the request. One that finds the budget spent waits once more.
   */
  private void retryAfterFailure(boolean sent, Problem otherwise) {
    if (!retries.hasLeft()) {
      refuse(otherwise);
      return;
    }
    backOff.set(
        retries.nextBackOffMillis(),
        () -> {
          if (!sent || pool.takeRetry()) {
            retry(sent);
          } else {
            retryAfterFailure(true, otherwise);
          }
        });
  }

  private void retry(boolean budgeted) {
    reserved = false;
    pool.retries().increment();
    tryNext(budgeted);
  }

  private void win(Attempt chosen, int status, HttpClientResponse response) {
    winner = chosen;
    exchange.chose(chosen.endpoint());
    tries.cancelAll(loser -> loser.permit().abandoned());
    if (Repeatable.isBackendFailure(status)
        && Unavailable.standsIn(exchange, how.fallback(), status)) {
      tries.discard(response);
      finish();
    } else if (response == null) {
      finish();
      exchange.reject(Problems.simulated(pool.name(), chosen.endpoint().name(), status));
    } else if (status == NOT_MODIFIED && exchange.isAnsweredUnchanged(response.headers())) {
      finish();
    } else {
      hedging.stop();
      deadline.cancel();
      passing = passing(response);
      passing.start();
    }
  }

  private Passing passing(HttpClientResponse response) {
    long idleMillis = how.timeouts().idleMillis();
    return response.statusCode() == Upgrade.SWITCHING_PROTOCOLS
        ? new Tunnel(exchange, response, pool, idleMillis, this::finish)
        : new Relay(exchange, response, idleMillis, this::finish);
  }

  /** A client that is slow to send its body is no fault of the endpoint. */
  private void timedOut() {
    boolean complete = exchange.body().isComplete();
    tries.cancelAll(
        attempt -> {
          if (complete) {
            attempt.permit().failed(lane.now());
          } else {
            attempt.permit().abandoned();
          }
        });
    refuse(Problems.timeout(pool.name(), how.timeouts().requestMillis()));
  }

  void refuse(Problem problem) {
    finish();
    Unavailable.answer(exchange, how.fallback(), problem);
  }

  /** The client has gone, or its request cannot be finished. */
  void cancel() {
    if (over) {
      return;
    }
    if (passing != null) {
      passing.cancel();
    }
    tries.cancelAll(attempt -> attempt.permit().abandoned());
    finish();
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    deadline.cancel();
    backOff.cancel();
    hedging.stop();
    if (reserved) {
      pool.giveRetryBack();
    }
    if (winner != null) {
      winner.permit().release();
    }
    leavePool();
  }
}
