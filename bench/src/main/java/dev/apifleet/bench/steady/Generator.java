package dev.apifleet.bench.steady;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends requests at steady rates, all of them on one event loop of this process. */
final class Generator implements AutoCloseable {
  private static final int CONNECT_SECONDS = 30;

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup group =
      epoll ? new EpollEventLoopGroup(1) : new NioEventLoopGroup(1);

  /** Asks as planned, all at once; returns with the last answer, in the order of the plans. */
  List<Outcomes> run(List<Plan> plans) {
    Class<? extends Channel> channel = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    List<Flow> flows = plans.stream().map(plan -> new Flow(plan, group.next(), channel)).toList();
    flows.stream()
        .map(Flow::connect)
        .toList()
        .forEach(each -> each.orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS).join());
    long now = System.nanoTime();
    return flows.stream().map(flow -> flow.begin(now)).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
