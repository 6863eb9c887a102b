package dev.apifleet.gateway.backend;

import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.buffer.impl.PartialPooledByteBufAllocator;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A lane's HTTP/1.1 connections without TLS, to all endpoints. Most requests take this way, which
 * is why it is short: it costs about half of what Vert.x's client does. Confined to one event loop.
 */
public final class Http1Pools {
  private static final long SWEEP_MILLIS = 1_000;

  private final ContextInternal context;
  private final int share;
  private final Consumer<ChannelPipeline> onOpen;
  private final LongSupplier nanoTime;
  private final Map<Target, Http1Pool> pools = new HashMap<>();
  private boolean sweeps;

  private record Target(SocketAddress address, ConnectionsConfig connections) {}

  /**
   * Begins with none.
   *
   * @param share how many lanes share the limits of a pool
   * @param onOpen gets each new connection's pipeline, for handlers of the lane
   */
  public Http1Pools(
      ContextInternal context, int share, Consumer<ChannelPipeline> onOpen, LongSupplier nanoTime) {
    this.context = context;
    this.share = share;
    this.onOpen = onOpen;
    this.nanoTime = nanoTime;
  }

  /** Whether such an endpoint is spoken with in this way: in plain HTTP/1.1, by its address. */
  public static boolean serves(SocketAddress address, ConnectionsConfig connections) {
    return !connections.http2() && connections.tls() == null && address.hostAddress() != null;
  }

  /** Gets a connection for a request, now or later. */
  public void open(SocketAddress address, ConnectionsConfig connections, Wanted wanted) {
    pools.computeIfAbsent(new Target(address, connections), this::pool).open(wanted);
  }

  /** Keeps no connections to others than these; requests under way on one are finished. */
  public void keepOnly(Set<SocketAddress> addresses) {
    pools.forEach(
        (target, pool) -> {
          if (!addresses.contains(target.address())) {
            pool.retire();
          }
        });
  }

  /** Whether there are no connections at all. */
  public boolean isEmpty() {
    return pools.isEmpty();
  }

  private Http1Pool pool(Target target) {
    sweepSometimes();
    ConnectionsConfig connections = target.connections();
    Http1Pool.Limits limits =
        new Http1Pool.Limits(
            Math.ceilDiv(connections.maxPerEndpoint(), share),
            Math.ceilDiv(connections.maxWaiting(), share),
            TimeUnit.MILLISECONDS.toNanos(connections.idleTimeoutMillis()));
    return new Http1Pool(limits, connector(target), nanoTime);
  }

  private Http1Pool.Connector connector(Target target) {
    SocketAddress address = target.address();
    InetSocketAddress remote = new InetSocketAddress(address.hostAddress(), address.port());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(context.nettyEventLoop())
            .channelFactory(context.owner().transport().channelFactory(false))
            .option(ChannelOption.ALLOCATOR, PartialPooledByteBufAllocator.INSTANCE)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) target.connections().connectTimeoutMillis());
    return pool -> connect(bootstrap, remote, pool);
  }

  private void connect(Bootstrap bootstrap, InetSocketAddress remote, Http1Pool pool) {
    Http1Connection connection = new Http1Connection(pool, context);
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(connection.decoder(), connection);
                onOpen.accept(channel.pipeline());
              }
            })
        .connect(remote)
        .addListener(
            done ->
                context.emit(
                    _ -> {
                      if (done.isSuccess()) {
                        pool.connected(connection);
                      } else {
                        pool.notConnected(done.cause());
                      }
                    }));
  }

  private void sweepSometimes() {
    if (!sweeps) {
      sweeps = true;
      context.owner().setPeriodic(SWEEP_MILLIS, _ -> sweep());
    }
  }

  private void sweep() {
    pools.values().removeIf(Http1Pool::sweep);
  }
}
