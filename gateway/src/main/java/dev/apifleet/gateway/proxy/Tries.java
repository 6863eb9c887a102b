package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.backend.BackendAnswer;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Pool;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** One request's tries: those under way, and which endpoints have been asked. */
final class Tries {
  private final RequestBody body;
  private final List<Endpoint> asked = new ArrayList<>(2);
  private final List<Attempt> underWay = new ArrayList<>(2);

  Tries(RequestBody body) {
    this.body = body;
  }

  /** The endpoints of all tries so far. */
  Collection<Endpoint> asked() {
    return asked;
  }

  /** Whether the pool has an endpoint that was not asked. */
  boolean canAskAnother(Pool pool) {
    return asked.size() < pool.members().size();
  }

  int count() {
    return asked.size();
  }

  boolean hasUnderWay() {
    return !underWay.isEmpty();
  }

  void add(Attempt attempt) {
    asked.add(attempt.endpoint());
    underWay.add(attempt);
  }

  /** The head has come, or never will; the endpoint is still busy with the rest of the answer. */
  void headOver(Attempt attempt) {
    if (underWay.remove(attempt)) {
      attempt.giveBack();
    }
  }

  /** The try has ended without an answer that is used. */
  void leave(Attempt attempt) {
    headOver(attempt);
    body.detach();
    attempt.permit().release();
  }

  /** Gives all up that are under way, with a word on each to its breaker. */
  void cancelAll(Consumer<Attempt> report) {
    while (!underWay.isEmpty()) {
      Attempt attempt = underWay.getFirst();
      report.accept(attempt);
      attempt.cancel();
      leave(attempt);
    }
  }

  /**
   * Lets an answer go that is not used: a short rest of it is read, so that its connection can be
   * used again.
   */
  void discard(BackendAnswer response) {
    if (response == null) {
      return;
    }
    String length = response.headers().get(HttpHeaders.CONTENT_LENGTH);
    boolean isShort = length != null && length.length() <= 4;
    if (!isShort || !body.isComplete()) {
      response.reset();
    }
  }
}
