package dev.apifleet.gateway.proxy;

import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The client connections of one port on one lane: who may connect, and who took too long. Confined
 * to one event loop.
 */
final class ClientConnections {
  private static final AttributeKey<ConnectionWatch> WATCH =
      AttributeKey.valueOf(ClientConnections.class, "watch");
  private static final String DECODER = "httpDecoder";

  private final Lane lane;
  private final Map<Channel, ConnectionWatch> watches = new HashMap<>();
  private boolean closed;

  ClientConnections(Lane lane) {
    this.lane = lane;
  }

  /** Takes a channel in, or closes it where it is one too many. */
  boolean admit(Channel channel, boolean tls) {
    if (closed) {
      channel.close();
      return false;
    }
    String peer = address(channel);
    Runnable leave =
        lane.admission().admit(peer, lane.runtime().trustedProxies(), lane.clientLimits());
    if (leave == null) {
      channel.close();
      return false;
    }
    ConnectionWatch watch =
        new ConnectionWatch(peer, lane.now(), tls, () -> unsent(channel), this::malformed);
    watches.put(channel, watch);
    channel.attr(WATCH).set(watch);
    channel
        .closeFuture()
        .addListener(
            _ -> {
              watches.remove(channel);
              leave.run();
            });
    channel.pipeline().addLast(new Arrivals(watch, lane::now));
    lane.flushes().join(channel.pipeline());
    return true;
  }

  /** From now on new ones are closed. */
  void admitNoMore() {
    closed = true;
  }

  private static String address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
        ? withoutZone(peer.getAddress().getHostAddress())
        : "unknown";
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  private static long unsent(Channel channel) {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    return queue == null ? 0 : queue.totalPendingWriteBytes() - queue.currentProgress();
  }

  /** Sees that HTTP is read strictly, by the limits of this moment. */
  void guard(Channel channel) {
    channel.pipeline().addLast(new DecoderChoice());
  }

  /** Vert.x knows of a connection: its handshake is over. */
  void opened(HttpConnection connection) {
    watch(connection).opened(lane.now());
  }

  /** The address at a connection's other end. */
  static String peer(HttpConnection connection) {
    return watch(connection).peer();
  }

  void began(HttpConnection connection, UnderWay exchange, long now) {
    watch(connection).began(exchange, now);
  }

  void ended(HttpConnection connection, UnderWay exchange, long now) {
    watch(connection).ended(exchange, now);
  }

  /** Closes one on which the last answer is out, so that its client gets that answer. */
  static void leave(HttpConnection connection) {
    leave(channel(connection));
  }

  static ConnectionWatch watch(HttpConnection connection) {
    return channel(connection).attr(WATCH).get();
  }

  static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  /** Leaves the clients that do not do their part. */
  void sweep() {
    long now = lane.now();
    ClientLimits limits = lane.clientLimits();
    List<Runnable> actions = new ArrayList<>();
    watches.forEach(
        (channel, watch) -> {
          Closing reason = watch.overdue(now, limits);
          if (reason != null) {
            actions.add(() -> close(channel, watch, reason));
          } else {
            watch.slow(now, limits, (exchange, why) -> actions.add(() -> leave(exchange, why)));
          }
        });
    actions.forEach(Runnable::run);
  }

  /** The open connections, and what is known of each. */
  Map<Channel, ConnectionWatch> all() {
    return Map.copyOf(watches);
  }

  /** Closes one that nothing is answered on any more, so that its client learns of it in peace. */
  static void leave(Channel channel) {
    leave(channel, Leaving.MOST_SECONDS);
  }

  private static void leave(Channel channel, long mostSeconds) {
    if (channel.isActive() && channel.attr(WATCH).get().leave()) {
      Leaving.begin(channel, mostSeconds);
    }
  }

  /** The same once all that was written to it has gone out, if nothing is under way on it then. */
  static void leaveWhenSent(Channel channel, boolean inUse) {
    long most = inUse ? Leaving.MOST_SECONDS_TO_READ : Leaving.MOST_SECONDS;
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            _ -> {
              if (channel.attr(WATCH).get().isIdle()) {
                leave(channel, most);
              }
            });
  }

  /** Whether nobody is there any more but those that have not even begun to speak. */
  boolean areGone() {
    long now = lane.now();
    return watches.values().stream().allMatch(watch -> watch.isSilent(now));
  }

  private void malformed(List<UnderWay> exchanges) {
    lane.run(() -> exchanges.forEach(exchange -> leave(exchange, Closing.MALFORMED)));
  }

  private void countMalformed() {
    lane.admission().meters().count(Closing.MALFORMED);
  }

  private void leave(UnderWay exchange, Closing reason) {
    lane.admission().meters().count(reason);
    exchange.giveUp(reason);
  }

  private void close(Channel channel, ConnectionWatch watch, Closing reason) {
    lane.admission().meters().count(reason);
    ChannelHandlerContext decoder = channel.pipeline().context(DECODER);
    if (reason == Closing.HEADER_TIMEOUT && decoder != null && watch.isQuiet()) {
      String answer = Problems.headerTimeout(lane.clientLimits().headerTimeoutMillis());
      decoder
          .writeAndFlush(Unpooled.wrappedBuffer(ByteBufUtil.writeUtf8(channel.alloc(), answer)))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.close();
    }
  }

  /** When the first bytes come, Vert.x has in place what reads them: HTTP/1 or HTTP/2. */
  private final class DecoderChoice extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ChannelPipeline pipeline = context.pipeline();
      ConnectionWatch watch = context.channel().attr(WATCH).get();
      Runnable onRefusal = ClientConnections.this::countMalformed;
      if (pipeline.get(DECODER) != null) {
        pipeline.replace(
            DECODER, DECODER, new StrictDecoder(lane.clientLimits(), watch, onRefusal));
      } else {
        watch.opened(lane.now());
        watch.speaksHttp2();
        pipeline.addAfter(context.name(), null, new Http2FrameGuard(watch, lane::now, onRefusal));
      }
      pipeline.remove(this);
      context.fireChannelRead(message);
    }
  }
}
