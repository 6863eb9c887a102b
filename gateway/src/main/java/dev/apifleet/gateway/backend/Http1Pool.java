package dev.apifleet.gateway.backend;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * A lane's HTTP/1.1 connections to one endpoint, and who waits for one. That used last is used
 * next, so that those that are too many grow old. Confined to one event loop.
 */
final class Http1Pool {
  private final Limits limits;
  private final Connector connector;
  private final LongSupplier nanoTime;
  private final Deque<Http1Connection> idle = new ArrayDeque<>();
  private final Queue<Wanted> waiting = new ArrayDeque<>();
  private int open;
  private int connecting;
  private boolean retired;

  /**
   * How many there may be.
   *
   * @param connections open at once, those not yet open too
   * @param waiting requests that wait for one of these to become free
   * @param idleNanos for which one is kept unused
   */
  record Limits(int connections, int waiting, long idleNanos) {}

  /** Opens a connection, which then calls {@link #connected} or {@link #notConnected}. */
  interface Connector {
    void connect(Http1Pool pool);
  }

  Http1Pool(Limits limits, Connector connector, LongSupplier nanoTime) {
    this.limits = limits;
    this.connector = connector;
    this.nanoTime = nanoTime;
  }

  void open(Wanted wanted) {
    retired = false;
    Http1Connection connection = wanted.fresh() ? null : newestIdle();
    if (connection != null) {
      connection.begin(wanted);
    } else if (open < limits.connections()) {
      waiting.add(wanted);
      connect();
    } else if (waiting.size() - connecting < limits.waiting()) {
      waiting.add(wanted);
    } else {
      wanted
          .listener()
          .failed(
              new ConnectionPoolTooBusyException(
                  "Connection pool reached max wait queue size of " + limits.waiting()));
    }
  }

  /** One that is closed is still here until that was told. */
  private Http1Connection newestIdle() {
    Http1Connection newest = idle.pollLast();
    while (newest != null && !newest.isOpen()) {
      newest = idle.pollLast();
    }
    return newest;
  }

  private void connect() {
    open++;
    connecting++;
    connector.connect(this);
  }

  void connected(Http1Connection connection) {
    connecting--;
    offer(connection);
  }

  /** Fails one request, and tries again for the others. */
  void notConnected(Throwable cause) {
    connecting--;
    open--;
    Wanted unlucky = waiting.poll();
    if (unlucky != null) {
      unlucky.listener().failed(cause);
    }
    connectForOthers();
  }

  private void connectForOthers() {
    if (waiting.size() > connecting && open < limits.connections()) {
      connect();
    }
  }

  /** Takes one that may be used. */
  void offer(Http1Connection connection) {
    Wanted next = waiting.poll();
    if (next != null) {
      connection.begin(next);
    } else if (retired) {
      connection.close();
    } else {
      connection.idleSince(nanoTime.getAsLong());
      idle.add(connection);
    }
  }

  /** One is closed. */
  void gone(Http1Connection connection) {
    open--;
    idle.remove(connection);
    connectForOthers();
  }

  /**
   * Its endpoint is gone: no connection is kept, so that a server which waits for its clients can
   * end, until one is wanted again.
   */
  void retire() {
    retired = true;
    for (Http1Connection connection : idle.toArray(Http1Connection[]::new)) {
      connection.close();
    }
    idle.clear();
  }

  /** Closes those that nobody has wanted for long; tells whether nothing is left. */
  boolean sweep() {
    long now = nanoTime.getAsLong();
    for (Http1Connection connection : idle.toArray(Http1Connection[]::new)) {
      if (connection.isIdleFor(limits.idleNanos(), now)) {
        idle.remove(connection);
        connection.close();
      }
    }
    return open == 0 && waiting.isEmpty();
  }
}
