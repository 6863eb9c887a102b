package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.backend.BackendAnswer;
import dev.apifleet.gateway.backend.BackendStream;
import dev.apifleet.gateway.backend.StaleConnectionException;
import dev.apifleet.gateway.backend.StreamListener;
import dev.apifleet.gateway.backend.UnseenRequestException;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.PoolConfig.FaultConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.ThreadLocalRandom;

/** One try to get an answer from one endpoint. Reports once to its {@link Forwarding}. */
final class Attempt implements StreamListener {
  /** One that is given to the request as it becomes free may be closed at that moment too. */
  private static final int MOST_STALE = 3;

  private final Forwarding forwarding;
  private final ProxyExchange exchange;
  private final Permit permit;
  private final Pool budget;
  private final Alarm patience;
  private final Alarm faultDelay;
  private BackendStream upstream;
  private int stale;
  private boolean unseen;
  private boolean over;

  /** A head did not come in the time of one try. */
  static final class TooSlow extends Exception {
    private static final long serialVersionUID = 1;

    private TooSlow(long millis) {
      super("no answer within " + millis + " ms", null, false, false);
    }
  }

  /**
   * A try that has not begun.
   *
   * @param budget the pool out of whose budget of retries it was taken, or null
   */
  Attempt(Forwarding forwarding, ProxyExchange exchange, Permit permit, Pool budget) {
    this.forwarding = forwarding;
    this.exchange = exchange;
    this.permit = permit;
    this.budget = budget;
    this.patience = new Alarm(exchange.front().lane().clock());
    this.faultDelay = new Alarm(exchange.front().lane().clock());
  }

  Permit permit() {
    return permit;
  }

  Endpoint endpoint() {
    return permit.endpoint();
  }

  /** Its head is over, so that another may be tried. */
  void giveBack() {
    if (budget != null) {
      budget.giveRetryBack();
    }
  }

  /** Whether the backend can have seen anything of the request. */
  boolean sent() {
    return upstream != null && !unseen;
  }

  /** Begins; it may take so long, or for ever for 0. */
  void start(long millis) {
    if (millis > 0) {
      patience.set(millis, () -> outOfTime(millis));
    }
    FaultConfig fault =
        permit.mayMeetFaults()
            ? permit.fault(System.currentTimeMillis(), ThreadLocalRandom.current().nextInt(100))
            : null;
    if (fault == null) {
      connect();
    } else {
      forwarding.metFault();
      faultDelay.set(fault.delayMillis(), () -> goOn(fault));
    }
  }

  private void goOn(FaultConfig fault) {
    if (fault.abort() == 0) {
      connect();
    } else {
      over = true;
      patience.cancel();
      forwarding.answered(this, fault.abort(), null);
    }
  }

  /** A client that is slow to send its body is no fault of the endpoint. */
  private void outOfTime(long millis) {
    if (exchange.body().isComplete()) {
      cancel();
      forwarding.failed(this, new TooSlow(millis));
    } else {
      patience.set(millis, () -> outOfTime(millis));
    }
  }

  private void connect() {
    HttpMethod method = exchange.request().method();
    String uri = BackendRequest.uri(exchange);
    Lane lane = exchange.front().lane();
    if (exchange.asked().isUpgrade()) {
      lane.openForUpgrade(permit, uri, this);
    } else {
      lane.open(permit, method, uri, stale > 0, this);
    }
  }

  @Override
  public void opened(BackendStream stream) {
    if (over) {
      stream.reset();
    } else {
      upstream = stream;
      trySend();
    }
  }

  /** What cannot be written is the request's fault, and none of the endpoint's. */
  private void trySend() {
    try {
      send();
    } catch (RuntimeException e) {
      cancel();
      forwarding.unsendable(this, e);
    }
  }

  private void send() {
    BackendRequest.writeHeaders(exchange, upstream);
    if (exchange.body().isPresent()) {
      sendBody(exchange.body());
    } else {
      upstream.end();
    }
  }

  /** Of a body without a length nobody knows how soon it comes; the backend may answer before. */
  private void sendBody(RequestBody body) {
    if (!upstream.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      upstream.sendHead();
    }
    body.sendTo(upstream);
  }

  @Override
  public void earlyHints(MultiMap hints) {
    exchange.answering().earlyHints(hints);
  }

  @Override
  public void answered(BackendAnswer answer) {
    if (!isFinal(answer.status())) {
      answer.reset();
      failed(new IllegalStateException("status " + answer.status()));
    } else if (!over) {
      over = true;
      patience.cancel();
      forwarding.answered(this, answer.status(), answer);
    }
  }

  /** Other interim answers cannot be told from the end of one, so nothing after them is read. */
  private boolean isFinal(int status) {
    return status >= 200 || status == Upgrade.SWITCHING_PROTOCOLS && exchange.asked().isUpgrade();
  }

  @Override
  public void failed(Throwable cause) {
    if (over) {
      return;
    }
    if (cause instanceof StaleConnectionException
        && stale < MOST_STALE
        && Repeatable.afterFailure(exchange, sent())) {
      beginAfresh();
      return;
    }
    over = true;
    unseen = cause instanceof UnseenRequestException;
    patience.cancel();
    forwarding.failed(this, cause);
  }

  /** That an endpoint closes what nobody uses is no failure of it, and no further try. */
  private void beginAfresh() {
    stale++;
    upstream = null;
    exchange.body().detach();
    connect();
  }

  /** Gives the try up; nothing more is heard of it. */
  void cancel() {
    over = true;
    patience.cancel();
    faultDelay.cancel();
    if (upstream != null) {
      upstream.reset();
    }
  }
}
