package dev.apifleet.gateway.proxy;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.RawClient;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final int MEGABYTE = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ConnectionWatch watch = new ConnectionWatch("10.0.0.1", 0, false, () -> 0, _ -> {});

  private static ByteBuf bytes(EmbeddedChannel channel, int count) {
    return channel.alloc().buffer().writeZero(count);
  }

  @Test
  void theBodyOfARequestWhoseRefusalIsHeldBackStillComes() {
    EmbeddedChannel channel = new EmbeddedChannel(new Arrivals(watch, () -> 0));
    watch.headEnded();
    watch.hold();
    assertThat(channel.writeInbound(bytes(channel, 10))).isTrue();
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void anHttp2ConnectionIsReadOn() {
    EmbeddedChannel channel = new EmbeddedChannel(new Arrivals(watch, () -> 0));
    watch.speaksHttp2();
    watch.hold();
    assertThat(channel.writeInbound(bytes(channel, 10))).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void whatWaitsGoesWithItsConnection() {
    EmbeddedChannel channel = new EmbeddedChannel(new Arrivals(watch, () -> 0));
    watch.hold();
    ByteBuf waiting = bytes(channel, 10);
    assertThat(channel.writeInbound(waiting)).isFalse();
    channel.close();
    watch.release();
    assertThat(waiting.refCnt()).isZero();
    channel.finishAndReleaseAll();
  }

  /** What a client sends ahead waits with the client, not in the gateway's memory. */
  @Test
  void aConnectionIsNotReadWhileARefusalIsHeldBack() throws IOException {
    EventLoopGroup loop = new NioEventLoopGroup(1);
    AtomicReference<Channel> accepted = new AtomicReference<>();
    AtomicLong read = new AtomicLong();
    watch.hold();
    Channel server = listen(loop, accepted, read);
    try (Socket client = RawClient.connect(((InetSocketAddress) server.localAddress()).getPort())) {
      Thread sender = Thread.startVirtualThread(() -> send(client, 64 * MEGABYTE));
      eventually(PATIENCE, () -> accepted.get() != null && !accepted.get().config().isAutoRead());
      assertThat(read).hasValue(0);
      assertThat(sender.isAlive()).as("more is sent than the sockets take").isTrue();

      accepted.get().eventLoop().execute(watch::release);
      eventually(PATIENCE, () -> read.get() == 64 * MEGABYTE);
    } finally {
      loop.shutdownGracefully();
    }
  }

  private static void send(Socket client, int count) {
    try {
      client.getOutputStream().write(new byte[count]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Channel listen(EventLoopGroup loop, AtomicReference<Channel> accepted, AtomicLong read) {
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                accepted.set(channel);
                channel.pipeline().addLast(new Arrivals(watch, () -> 0), counting(read));
              }
            })
        .bind("127.0.0.1", 0)
        .syncUninterruptibly()
        .channel();
  }

  private static SimpleChannelInboundHandler<ByteBuf> counting(AtomicLong read) {
    return new SimpleChannelInboundHandler<>() {
      @Override
      protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        read.addAndGet(bytes.readableBytes());
      }
    };
  }
}
