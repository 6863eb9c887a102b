package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.pool.Choice;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.Action.Forward;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One request's way to a backend: tries, retries and their common deadline. */
final class Forwarding {
  private static final long NO_TIMER = -1;

  private final ProxyExchange exchange;
  private final Lane lane;
  private final Forward forward;
  private Pool pool;
  private final List<Endpoint> tried = new ArrayList<>(2);
  private final long began;
  private int retriesLeft;
  private long deadlineTimer = NO_TIMER;
  private long backOffTimer = NO_TIMER;
  private Attempt attempt;
  private Passing passing;
  private boolean failedOver;
  private boolean over;

  Forwarding(ProxyExchange exchange, Forward forward, Pool pool) {
    this.exchange = exchange;
    this.lane = exchange.front().lane();
    this.forward = forward;
    this.pool = pool;
    this.retriesLeft = forward.how().retry().attempts();
    this.began = lane.now();
  }

  void start() {
    pool.load().begin(began);
    if (forward.how().timeouts().requestMillis() > 0) {
      long spent = TimeUnit.NANOSECONDS.toMillis(began - exchange.startedAt());
      long left = Math.max(1, forward.how().timeouts().requestMillis() - spent);
      deadlineTimer = lane.timers().setTimer(left, _ -> timedOut());
    }
    tryNext();
  }

  private void tryNext() {
    switch (choose()) {
      case Choice.NoEndpoint _ -> refuse(Problems.noEndpoints(pool.name()));
      case Choice.AllOpen(long wait) -> refuse(Problems.circuitOpen(pool.name(), wait));
      case Choice.NoneHealthy(int unhealthy, int disabled) ->
          refuse(Problems.noneHealthy(pool.name(), unhealthy, disabled));
      case Permit permit -> {
        attempt = new Attempt(this, exchange, permit);
        exchange.chose(permit.endpoint());
        attempt.start();
      }
    }
  }

  /** An endpoint of the pool; where it has none to offer, one of the pool that takes over. */
  private Choice choose() {
    long now = lane.now();
    Choice choice = pool.choose(tried, exchange.asked(), now);
    String failover = pool.members().config().failover();
    if (choice instanceof Permit || failover == null || failedOver) {
      return choice;
    }
    Pool other = exchange.runtime().pools().get(failover);
    if (other == null || !(other.choose(tried, exchange.asked(), now) instanceof Permit permit)) {
      return choice;
    }
    pool.failovers().increment();
    pool.load().end(began, now);
    pool = other;
    pool.load().begin(now);
    failedOver = true;
    exchange.failedOver(other);
    return permit;
  }

  void failed(Attempt failed, Throwable cause) {
    boolean busy = cause instanceof ConnectionPoolTooBusyException;
    if (busy) {
      failed.permit().abandoned();
    } else {
      failed.permit().failed(lane.now());
    }
    leave(failed);
    if (retriesLeft > 0 && Repeatable.afterFailure(exchange, failed.sent())) {
      retry();
    } else {
      refuse(
          busy
              ? Problems.overloaded(pool.name())
              : Problems.badGateway(pool.name(), failed.endpoint().name(), cause));
    }
  }

  /** The request cannot be put into words that a backend understands. */
  void unsendable(Attempt refused, RuntimeException cause) {
    refused.permit().abandoned();
    leave(refused);
    finish();
    exchange.reject(Problems.badRequest("It cannot be sent to a backend: " + cause.getMessage()));
  }

  void responded(Attempt responded, HttpClientResponse response) {
    if (Repeatable.isBackendFailure(response.statusCode())) {
      responded.permit().failed(lane.now());
    } else {
      responded.permit().succeeded(lane.now());
    }
    if (retriesLeft > 0 && Repeatable.afterResponse(exchange, response.statusCode())) {
      discard(response);
      leave(responded);
      retry();
      return;
    }
    if (Repeatable.isBackendFailure(response.statusCode())
        && Unavailable.standsIn(exchange, forward.how().fallback(), response.statusCode())) {
      discard(response);
      finish();
      return;
    }
    cancelDeadline();
    passing = passing(response);
    passing.start();
  }

  private Passing passing(HttpClientResponse response) {
    long idleMillis = forward.how().timeouts().idleMillis();
    return response.statusCode() == Upgrade.SWITCHING_PROTOCOLS
        ? new Tunnel(exchange, response, pool, idleMillis, this::finish)
        : new Relay(exchange, response, idleMillis, this::finish);
  }

  /** A short rest of an answer is read, so that its connection can be used again. */
  private void discard(HttpClientResponse response) {
    String length = response.getHeader("content-length");
    boolean isShort = length != null && length.length() <= 4;
    if (!isShort || !exchange.body().isComplete()) {
      response.request().reset();
    }
  }

  private void leave(Attempt left) {
    exchange.body().detach();
    left.permit().release();
    tried.add(left.endpoint());
    attempt = null;
  }

  private void retry() {
    long delay = Repeatable.backOffMillis(forward.how().retry().attempts() - retriesLeft);
    retriesLeft--;
    pool.retries().increment();
    backOffTimer = lane.timers().setTimer(delay, _ -> tryNext());
  }

  /** A client that is slow to send its body is no fault of the endpoint. */
  private void timedOut() {
    if (attempt != null) {
      if (exchange.body().isComplete()) {
        attempt.permit().failed(lane.now());
      } else {
        attempt.permit().abandoned();
      }
      attempt.cancel();
    }
    refuse(Problems.timeout(pool.name(), forward.how().timeouts().requestMillis()));
  }

  private void refuse(Problem problem) {
    finish();
    Unavailable.answer(exchange, forward.how().fallback(), problem);
  }

  /** The client has gone, or its request cannot be finished. */
  void cancel() {
    if (over) {
      return;
    }
    if (passing != null) {
      passing.cancel();
    } else if (attempt != null) {
      attempt.permit().abandoned();
      attempt.cancel();
    }
    finish();
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    cancelDeadline();
    lane.timers().cancelTimer(backOffTimer);
    if (attempt != null) {
      attempt.permit().release();
    }
    if (passing instanceof Tunnel) {
      pool.load().end(lane.now());
    } else {
      pool.load().end(began, lane.now());
    }
  }

  private void cancelDeadline() {
    if (deadlineTimer != NO_TIMER) {
      lane.timers().cancelTimer(deadlineTimer);
    }
  }
}
