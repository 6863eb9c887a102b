package dev.apifleet.gateway.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a port takes leave of its clients: they are asked to come back on other connections, what is
 * under way is finished, and what would never end is ended in a way that clients understand.
 * Confined to one event loop.
 */
final class Farewell {
  /** GOAWAY with the highest stream and no error: more streams may come, but rather not here. */
  private static final byte[] GO_AWAY_SOON = {
    0, 0, 8, Http2FrameTypes.GO_AWAY, 0, 0, 0, 0, 0, 0x7f, -1, -1, -1, 0, 0, 0, 0
  };

  /** More than a round trip: what a client sent before it read the first GOAWAY has come. */
  private static final long ROUND_TRIP_MILLIS = 1_000;

  /** For the last answers to go out. */
  private static final long LAST_MILLIS = 1_000;

  private final ClientConnections connections;
  private final Vertx timers;
  private final Set<Channel> told = new HashSet<>();

  /** How long what was on its way may take to come; 0 while the port stays. */
  private long roundTripMillis;

  Farewell(ClientConnections connections, Vertx timers) {
    this.connections = connections;
    this.timers = timers;
  }

  /** Asks all HTTP/2 clients to go on elsewhere. */
  void announce() {
    told.retainAll(connections.all().keySet());
    connections.all().keySet().forEach(this::announce);
  }

  /**
   * Asks a client, if it speaks HTTP/2, to go on elsewhere (RFC 9113, 6.8). What is sent goes past
   * the handler of the connection, which would take no streams any more.
   */
  void announce(Channel channel) {
    ChannelHandlerContext http2 = http2(channel);
    if (http2 != null && told.add(channel)) {
      http2.writeAndFlush(Unpooled.wrappedBuffer(GO_AWAY_SOON));
    }
  }

  /** The same for a client that has just come. */
  void welcome(Channel channel) {
    announce(channel);
    if (roundTripMillis > 0) {
      timers.setTimer(roundTripMillis, _ -> takeNoMore(channel));
    }
  }

  private static ChannelHandlerContext http2(Channel channel) {
    return channel.pipeline().context(Http2ConnectionHandler.class);
  }

  /** Closes what is idle at once, and all else as it ends; at the deadline nothing goes on. */
  void leave(Duration deadline, long now, Runnable onSaid) {
    announce();
    long within = deadline.toMillis();
    roundTripMillis = 1 + Math.min(ROUND_TRIP_MILLIS, within / 4);
    connections.all().forEach((channel, watch) -> closeIfIdle(channel, watch, now));
    spread(endless(), within / 2);
    timers.setTimer(
        1 + within - Math.min(LAST_MILLIS, within / 4), _ -> underWay().forEach(UnderWay::leave));
    if (told.isEmpty()) {
      onSaid.run();
    } else {
      timers.setTimer(roundTripMillis, _ -> takeNoMore(onSaid));
    }
  }

  private static void closeIfIdle(Channel channel, ConnectionWatch watch, long now) {
    if (http2(channel) == null && watch.isIdle()) {
      ClientConnections.leaveWhenSent(channel, !watch.isUnused(now));
    }
  }

  /** Closes those that came late and have not asked for anything. */
  void closeUnused(long now) {
    connections
        .all()
        .forEach(
            (channel, watch) -> {
              if (watch.isUnused(now)) {
                closeIfIdle(channel, watch, now);
              }
            });
  }

  private void takeNoMore(Runnable onSaid) {
    connections.all().keySet().forEach(Farewell::takeNoMore);
    onSaid.run();
  }

  /** Streams that begin now are the client's to repeat: it learns which ones were taken. */
  private static void takeNoMore(Channel channel) {
    ChannelHandlerContext context = http2(channel);
    if (context != null) {
      Http2ConnectionHandler http2 = (Http2ConnectionHandler) context.handler();
      int last = http2.connection().remote().lastStreamCreated();
      http2.goAway(context, last, 0, Unpooled.EMPTY_BUFFER, context.newPromise());
      context.flush();
      closeWhenQuiet(channel, http2.connection());
    }
  }

  private static void closeWhenQuiet(Channel channel, Http2Connection connection) {
    if (connection.numActiveStreams() == 0) {
      ClientConnections.leaveWhenSent(channel, true);
      return;
    }
    connection.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamRemoved(Http2Stream stream) {
            if (connection.numActiveStreams() == 0) {
              ClientConnections.leaveWhenSent(channel, true);
            }
          }
        });
  }

  /** One after the other, so that clients do not all come back at once. */
  private void spread(List<UnderWay> streams, long within) {
    for (int i = 0; i < streams.size(); i++) {
      UnderWay stream = streams.get(i);
      timers.setTimer(1 + within * i / streams.size(), _ -> stream.leave());
    }
  }

  private List<UnderWay> endless() {
    return underWay().stream().filter(UnderWay::isEndless).toList();
  }

  private List<UnderWay> underWay() {
    return connections.all().values().stream().flatMap(w -> w.underWay().stream()).toList();
  }
}
