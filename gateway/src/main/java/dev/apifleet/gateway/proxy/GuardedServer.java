package dev.apifleet.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.function.BiConsumer;

/**
 * An HTTP server whose connections are guarded from the moment they are accepted. Vert.x tells of a
 * connection only after its first request or its TLS handshake, which a hostile client never ends;
 * overriding where it takes a channel in is the one way to see it before.
 */
final class GuardedServer extends HttpServerImpl {
  private final ClientConnections connections;
  private final boolean tls;

  GuardedServer(VertxInternal vertx, HttpServerOptions options, ClientConnections connections) {
    super(vertx, options);
    this.connections = connections;
    this.tls = options.isSsl();
  }

  @Override
  protected BiConsumer<Channel, SslChannelProvider> childHandler(
      ContextInternal context, SocketAddress address, GlobalTrafficShapingHandler shaping) {
    BiConsumer<Channel, SslChannelProvider> server = super.childHandler(context, address, shaping);
    return (channel, ssl) -> {
      if (connections.admit(channel, tls)) {
        server.accept(channel, ssl);
        connections.guard(channel);
      }
    };
  }
}
