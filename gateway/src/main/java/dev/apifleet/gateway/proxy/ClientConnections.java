package dev.apifleet.gateway.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is under way on each client connection, so that one which is silent since it waits for a
 * backend is not closed as idle. Confined to one event loop.
 */
final class ClientConnections {
  private final Map<HttpConnection, Set<ProxyExchange>> underWay = new HashMap<>();
  private final Vertx vertx;

  ClientConnections(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Vert.x puts its handlers in place only after it has told of the connection. */
  void opened(HttpConnection connection) {
    underWay.put(connection, new HashSet<>());
    connection.closeHandler(_ -> closed(connection));
    vertx.runOnContext(_ -> guard(connection));
  }

  /** A connection is gone; of one that became a tunnel Vert.x does not tell. */
  void closed(HttpConnection connection) {
    underWay.remove(connection);
  }

  private void guard(HttpConnection connection) {
    if (underWay.containsKey(connection)) {
      ((ConnectionBase) connection)
          .channel()
          .pipeline()
          .addBefore("handler", null, new IdleFilter(underWay.get(connection)));
    }
  }

  void began(ProxyExchange exchange) {
    Set<ProxyExchange> exchanges = underWay.get(exchange.request().connection());
    if (exchanges != null) {
      exchanges.add(exchange);
    }
  }

  void ended(ProxyExchange exchange) {
    Set<ProxyExchange> exchanges = underWay.get(exchange.request().connection());
    if (exchanges != null) {
      exchanges.remove(exchange);
    }
  }

  /** Keeps the news from Vert.x that nothing was read or written, while no client is to blame. */
  private static final class IdleFilter extends ChannelInboundHandlerAdapter {
    private final Set<ProxyExchange> exchanges;

    private IdleFilter(Set<ProxyExchange> exchanges) {
      this.exchanges = exchanges;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (!(event instanceof IdleStateEvent)
          || exchanges.stream().allMatch(ProxyExchange::waitsForClient)) {
        context.fireUserEventTriggered(event);
      }
    }
  }
}
