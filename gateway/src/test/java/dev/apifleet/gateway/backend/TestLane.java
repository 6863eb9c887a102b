package dev.apifleet.gateway.backend;

import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import io.netty.channel.Channel;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A lane with one connection at a time to one endpoint, in the transport that gateways run with.
 */
final class TestLane implements AutoCloseable {
  static final Consumer<BackendStream> PLAIN =
      stream -> {
        stream.headers().add("host", "api");
        stream.end();
      };

  final Queue<Channel> opened = new ConcurrentLinkedQueue<>();
  final AtomicLong nanos = new AtomicLong();
  final RawServer server = new RawServer();
  private final ConnectionsConfig connections;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final ContextInternal lane = (ContextInternal) vertx.getOrCreateContext();
  private final Http1Pools pools =
      new Http1Pools(lane, 1, pipeline -> opened.add(pipeline.channel()), nanos::get);

  TestLane(int waiting) throws IOException {
    connections = new ConnectionsConfig(false, null, 1, waiting, 1_000, 30_000);
  }

  /** Asks the endpoint; to be called on the lane. */
  void open(HttpMethod method, String uri, StreamListener listener) {
    SocketAddress address = SocketAddress.inetSocketAddress(server.port(), "127.0.0.1");
    pools.open(address, connections, new Wanted(method, uri, false, listener));
  }

  Recorder ask(HttpMethod method, String uri, Consumer<BackendStream> write) {
    Recorder recorder = new Recorder(write);
    run(() -> open(method, uri, recorder));
    return recorder;
  }

  Recorder get() {
    return ask(HttpMethod.GET, "/a?b=c", PLAIN);
  }

  /** Its endpoint is not one of any pool any more. */
  void forgetEndpoint() {
    run(() -> pools.keepOnly(Set.of()));
  }

  void run(Runnable action) {
    Promise<Void> done = Promise.promise();
    lane.runOnContext(
        _ -> {
          action.run();
          done.complete();
        });
    Waiting.on(done.future());
  }

  /** Waits until the only connection is known to be closed. */
  void closed() throws InterruptedException {
    opened.peek().closeFuture().sync();
  }

  @Override
  public void close() throws IOException {
    server.close();
    Waiting.on(vertx.close());
  }
}
