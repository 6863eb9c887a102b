package dev.apifleet.bench.load;

import dev.apifleet.bench.Turns;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 requests at a steady rate over kept connections, whether earlier ones are answered or
 * not. Each one's time is taken from when it was due: a server that stalls does not hide the
 * requests that it keeps waiting, be it in the client.
 */
final class SteadyLoad {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_TURN = TimeUnit.MICROSECONDS.toNanos(100);

  /** For the answers that are missing at the end. */
  private static final long GRACE = 5 * SECOND;

  private final Plan plan;
  private final Context loop;
  private final NetClient client;
  private final Deque<KeptConnection> free = new ArrayDeque<>();
  private final Deque<Long> waiting = new ArrayDeque<>();
  private final Outcomes answers = new Outcomes();
  private final long interval;
  private long due;
  private long end;
  private long underWay;

  /**
   * What is asked for, and how often.
   *
   * @param connections how many requests may be under way at once; others wait in the client
   * @param patience after which one that waits is given up
   * @param kept whether connections are used again; else each request has one of its own, and its
   *     time is that of connecting, too
   */
  record Plan(
      SocketAddress server,
      Buffer request,
      double perSecond,
      int connections,
      Duration patience,
      Duration time,
      boolean kept) {
    Plan(
        SocketAddress server,
        Buffer request,
        double perSecond,
        int connections,
        Duration patience,
        Duration time) {
      this(server, request, perSecond, connections, patience, time, true);
    }
  }

  private SteadyLoad(Vertx vertx, Plan plan) {
    this.plan = plan;
    this.loop = ((VertxInternal) vertx).createEventLoopContext();
    this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    this.interval = Math.max(1, Math.round(SECOND / plan.perSecond()));
  }

  /** Asks for as long as planned, and waits for the last answers. */
  static Outcomes run(Vertx vertx, Plan plan) {
    SteadyLoad load = new SteadyLoad(vertx, plan);
    if (plan.kept()) {
      load.connect();
    }
    load.due = System.nanoTime();
    load.end = load.due + plan.time().toNanos();
    Turns.every(Math.max(SHORTEST_TURN, load.interval), load.loop, load::turn);
    load.client.close().toCompletionStage().toCompletableFuture().join();
    return load.answers;
  }

  private void connect() {
    CompletableFuture<Void> connected = new CompletableFuture<>();
    loop.runOnContext(
        _ -> {
          for (int i = 0; i < plan.connections(); i++) {
            client
                .connect(plan.server())
                .onSuccess(
                    socket -> {
                      free.add(new KeptConnection(socket));
                      if (free.size() == plan.connections()) {
                        connected.complete(null);
                      }
                    })
                .onFailure(connected::completeExceptionally);
          }
        });
    connected.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private boolean turn() {
    long now = System.nanoTime();
    for (; due <= now && due < end; due += interval) {
      waiting.add(due);
    }
    askWaiting(now);
    boolean more = due < end || underWay > 0 || !waiting.isEmpty();
    if (more && now > end + GRACE) {
      for (long lost = underWay + waiting.size(); lost > 0; lost--) {
        answers.add(0, 0);
      }
      return false;
    }
    return more;
  }

  private void askWaiting(long now) {
    while (!waiting.isEmpty() && now - waiting.peek() > plan.patience().toNanos()) {
      waiting.poll();
      answers.giveUp();
    }
    while (!waiting.isEmpty() && mayAsk()) {
      if (plan.kept()) {
        ask(free.poll(), waiting.poll());
      } else {
        askOnce(waiting.poll());
      }
    }
  }

  private boolean mayAsk() {
    return plan.kept() ? !free.isEmpty() : underWay < plan.connections();
  }

  private void askOnce(long begun) {
    underWay++;
    client
        .connect(plan.server())
        .onSuccess(
            socket -> {
              KeptConnection connection = new KeptConnection(socket);
              connection.ask(
                  plan.request(),
                  status -> {
                    connection.close();
                    answeredOnce(begun, status);
                  });
            })
        .onFailure(_ -> answeredOnce(begun, 0));
  }

  private void answeredOnce(long begun, int status) {
    underWay--;
    answers.add(status, System.nanoTime() - begun);
  }

  private void ask(KeptConnection connection, long begun) {
    if (connection.isClosed()) {
      waiting.addFirst(begun);
      reopen();
      return;
    }
    underWay++;
    connection.ask(plan.request(), status -> answered(connection, begun, status));
  }

  private void answered(KeptConnection connection, long begun, int status) {
    underWay--;
    answers.add(status, System.nanoTime() - begun);
    if (connection.isClosed()) {
      reopen();
    } else {
      free.add(connection);
      askWaiting(System.nanoTime());
    }
  }

  private void reopen() {
    client.connect(plan.server()).onSuccess(socket -> free.add(new KeptConnection(socket)));
  }
}
