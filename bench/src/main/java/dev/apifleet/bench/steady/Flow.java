package dev.apifleet.bench.steady;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The requests of one plan: sent when due, whether earlier ones are answered or not. Each one's
 * time is taken from when it was due: a server that stalls does not hide the requests that it keeps
 * waiting, be it in the client. Confined to one event loop, which sleeps while nothing is due, as
 * the server may need its CPU.
 */
final class Flow {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_TURN = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long REOPEN_MILLIS = 100;

  /** For the answers that are missing at the end. */
  private static final long GRACE = 5 * SECOND;

  private final Plan plan;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final List<ByteBuf> requests;
  private final long total;
  private final Outcomes outcomes = new Outcomes();
  private final Deque<Connection> free = new ArrayDeque<>();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final CompletableFuture<Outcomes> done = new CompletableFuture<>();
  private long begin;
  private long due;
  private long taken;
  private long sent;
  private long underWay;

  Flow(Plan plan, EventLoop loop, Class<? extends Channel> channel) {
    this.plan = plan;
    this.loop = loop;
    this.requests = plan.requests().stream().map(Flow::direct).toList();
    this.total = Math.round(plan.perSecond() * plan.time().toNanos() / SECOND);
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(channel)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(plan.host(), plan.port())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    socket.pipeline().addLast(new Connection(Flow.this));
                  }
                });
  }

  private static ByteBuf direct(byte[] request) {
    return Unpooled.unreleasableBuffer(Unpooled.directBuffer(request.length).writeBytes(request));
  }

  /** In turn. */
  private ByteBuf nextRequest() {
    return requests.get((int) (sent++ % requests.size()));
  }

  /** Opens the connections that it keeps. */
  CompletableFuture<Void> connect() {
    if (plan.kept()) {
      loop.execute(() -> connectNext(plan.connections()));
    } else {
      connected.complete(null);
    }
    return connected;
  }

  /** One after another, since there may be more than a server's backlog takes. */
  private void connectNext(int missing) {
    if (missing == 0) {
      connected.complete(null);
      return;
    }
    bootstrap
        .connect()
        .addListener(
            (ChannelFuture opened) -> {
              if (opened.isSuccess()) {
                free.add(connection(opened));
                connectNext(missing - 1);
              } else {
                connected.completeExceptionally(opened.cause());
              }
            });
  }

  private static Connection connection(ChannelFuture opened) {
    return opened.channel().pipeline().get(Connection.class);
  }

  /** Asks for as long as planned; completes with the last answer. */
  CompletableFuture<Outcomes> begin(long now) {
    begin = now + plan.after().toNanos();
    loop.schedule(this::turn, begin - System.nanoTime(), TimeUnit.NANOSECONDS);
    return done;
  }

  void fail(Throwable cause) {
    done.completeExceptionally(cause);
  }

  private long dueAt(long number) {
    return begin + (long) (number * SECOND / plan.perSecond());
  }

  private void turn() {
    long now = System.nanoTime();
    while (due < total && dueAt(due) <= now) {
      due++;
    }
    send(now);
    if (taken == total && underWay == 0 || now > dueAt(total) + GRACE) {
      end();
    } else if (!done.isDone()) {
      long next = Math.max(dueAt(due) - now, SHORTEST_TURN);
      loop.schedule(this::turn, next, TimeUnit.NANOSECONDS);
    }
  }

  private void end() {
    for (long lost = underWay + total - taken; lost > 0; lost--) {
      outcomes.add(0, 0);
    }
    free.forEach(Connection::close);
    done.complete(outcomes);
  }

  private void send(long now) {
    for (; taken < due && now - dueAt(taken) > plan.patience().toNanos(); taken++) {
      outcomes.giveUp();
    }
    while (taken < due && mayAsk()) {
      ask(dueAt(taken++));
    }
  }

  private boolean mayAsk() {
    return plan.kept() ? !free.isEmpty() : underWay < plan.connections();
  }

  private void ask(long dueAt) {
    if (!plan.kept()) {
      underWay++;
      askOnce(dueAt);
      return;
    }
    Connection connection = free.poll();
    if (connection.isOpen()) {
      underWay++;
      connection.ask(nextRequest(), dueAt);
    } else {
      taken--;
      reopen();
    }
  }

  private void askOnce(long dueAt) {
    bootstrap
        .connect()
        .addListener(
            (ChannelFuture opened) -> {
              if (opened.isSuccess()) {
                connection(opened).ask(nextRequest(), dueAt);
              } else {
                underWay--;
                outcomes.add(0, 0);
              }
            });
  }

  /** The server has answered, or ended the connection instead, which is status 0. */
  void answered(Connection connection, int status, long dueAt, boolean last) {
    long now = System.nanoTime();
    underWay--;
    outcomes.add(status, now - dueAt);
    if (!plan.kept()) {
      connection.close();
    } else if (last) {
      connection.close();
      reopen();
    } else {
      free.add(connection);
    }
    send(now);
  }

  private void reopen() {
    bootstrap
        .connect()
        .addListener(
            (ChannelFuture opened) -> {
              if (opened.isSuccess()) {
                free.add(connection(opened));
                send(System.nanoTime());
              } else if (!done.isDone()) {
                loop.schedule(this::reopen, REOPEN_MILLIS, TimeUnit.MILLISECONDS);
              }
            });
  }
}
