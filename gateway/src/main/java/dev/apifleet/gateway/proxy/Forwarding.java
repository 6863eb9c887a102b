package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.backend.BackendAnswer;
import dev.apifleet.gateway.backend.UnseenRequestException;
import dev.apifleet.gateway.backend.VertxAnswer;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.pool.Choice;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.Action.Forward;
import dev.apifleet.snapshot.RuleAction;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.TimeUnit;

/** One request's way to a backend and back, and what becomes of what comes back. */
final class Forwarding {
  private static final int NOT_MODIFIED = 304;

  private final ProxyExchange exchange;
  private final Lane lane;
  private final RuleAction.Forward how;
  private final Visit visit;
  private final Tries tries;
  private final Asking asking;
  private final Alarm deadline;
  private Attempt winner;
  private Passing passing;
  private long headAt;
  private boolean over;

  Forwarding(ProxyExchange exchange, Forward forward, Pool pool) {
    this.exchange = exchange;
    this.lane = exchange.front().lane();
    this.how = forward.how();
    this.visit = new Visit(exchange, this, how.priority(), pool);
    this.tries = new Tries(exchange.body());
    this.asking = new Asking(exchange, this, how, visit, tries);
    this.deadline = new Alarm(lane.clock());
  }

  void start() {
    if (how.timeouts().requestMillis() > 0) {
      deadline.set(millisLeft(), this::timedOut);
    }
    visit.begin();
  }

  private long millisLeft() {
    long spent = TimeUnit.NANOSECONDS.toMillis(lane.now() - exchange.startedAt());
    return how.timeouts().requestMillis() - spent;
  }

  /** Whether there is more time than that until the deadline. */
  boolean hasTimeFor(long millis) {
    return how.timeouts().requestMillis() == 0 || millis < millisLeft();
  }

  /** The pool lets the request in. */
  void entered() {
    asking.ask(false);
  }

  /** The pool has no endpoint to offer for a try. */
  void notServed(Choice refusal) {
    if (!visit.entrance().waitsInstead(refusal, lane.now())) {
      turnedAway(refusal);
    }
  }

  /** The pool has no endpoint to offer. */
  void turnedAway(Choice refusal) {
    turnedAway(Problems.of(visit.pool(), refusal));
  }

  /** The pool does not serve it; perhaps the one that takes over does. */
  void turnedAway(Problem problem) {
    if (!visit.movesOn()) {
      refuse(problem);
    }
  }

  /** How often a backend was asked. */
  int attempts() {
    return tries.count();
  }

  /** When the last head came; 0 if none did. */
  long headAt() {
    return headAt;
  }

  void metFault() {
    visit.pool().faults().increment();
  }

  void failed(Attempt failed, Throwable cause) {
    boolean tooEarly = !failed.sent() && visit.entrance().isFirst();
    if (tooEarly || saysNothing(cause)) {
      failed.permit().abandoned();
    } else {
      failed.permit().failed(lane.now());
    }
    if (cause instanceof Attempt.TooSlow) {
      visit.timed(lane.now());
    }
    tries.leave(failed);
    if (tries.hasUnderWay()) {
      return;
    }
    Problem problem = Problems.ofFailure(visit.pool().name(), failed.endpoint().name(), cause);
    if (tooEarly && exchange.body().isReplayable()) {
      asking.askAgain();
    } else if (Repeatable.afterFailure(exchange, failed.sent())) {
      asking.retryAfterFailure(failed.sent(), problem);
    } else {
      refuse(problem);
    }
  }

  /** Whether the endpoint may be as well as before. */
  private static boolean saysNothing(Throwable cause) {
    return cause instanceof ConnectionPoolTooBusyException
        || cause instanceof UnseenRequestException;
  }

  /** The request cannot be put into words that a backend understands. */
  void unsendable(Attempt refused, RuntimeException cause) {
    refused.permit().abandoned();
    tries.leave(refused);
    finish();
    exchange.reject(Problem.malformed("It cannot be sent to a backend: " + cause.getMessage()));
  }

  /**
   * A head has come.
   *
   * @param response null where a simulated fault answers
   */
  void answered(Attempt answered, int status, BackendAnswer response) {
    headAt = lane.now();
    visit.entrance().answered();
    if (Repeatable.isBackendFailure(status)) {
      answered.permit().failed(headAt);
    } else {
      answered.permit().succeeded(headAt);
      visit.timed(headAt);
    }
    tries.headOver(answered);
    if (asking.isBettered(status, response)) {
      tries.discard(response);
      tries.leave(answered);
    } else {
      win(answered, status, response);
    }
  }

  private void win(Attempt chosen, int status, BackendAnswer response) {
    winner = chosen;
    exchange.dispatch().chose(chosen.endpoint());
    tries.cancelAll(loser -> loser.permit().abandoned());
    if (Repeatable.isBackendFailure(status)
        && Unavailable.standsIn(exchange, how.fallback(), status)) {
      tries.discard(response);
      finish();
    } else if (response == null) {
      finish();
      exchange.reject(Problems.simulated(visit.pool().name(), chosen.endpoint().name(), status));
    } else if (status == NOT_MODIFIED && exchange.answering().isUnchanged(response.headers())) {
      finish();
    } else {
      asking.stop();
      deadline.cancel();
      passing = passing(response);
      passing.start();
    }
  }

  private Passing passing(BackendAnswer response) {
    long idleMillis = how.timeouts().idleMillis();
    return response instanceof VertxAnswer(HttpClientResponse upgraded)
            && response.status() == Upgrade.SWITCHING_PROTOCOLS
        ? new Tunnel(exchange, upgraded, visit.pool(), idleMillis, this::finish)
        : new Relay(exchange, response, idleMillis, this::finish);
  }

  /** A client that is slow to send its body is no fault of the endpoint. */
  private void timedOut() {
    boolean complete = exchange.body().isComplete();
    if (complete && tries.hasUnderWay()) {
      visit.timed(lane.now());
    }
    tries.cancelAll(
        attempt -> {
          if (complete) {
            attempt.permit().failed(lane.now());
          } else {
            attempt.permit().abandoned();
          }
        });
    refuse(
        visit.entrance().isAwaitingEndpoint()
            ? visit.entrance().stillAsleep()
            : Problems.timeout(visit.pool().name(), how.timeouts().requestMillis()));
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

  /** The gateway leaves: ends an answer that would go on. */
  void leave() {
    if (!over && passing != null) {
      passing.leave();
    }
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    deadline.cancel();
    asking.stop();
    if (winner != null) {
      winner.permit().release();
    }
    visit.end(!(passing instanceof Tunnel));
  }
}
