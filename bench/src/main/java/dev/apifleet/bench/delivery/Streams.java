package dev.apifleet.bench.delivery;

import dev.apifleet.bench.kube.Kube;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.FleetConfigGrpc;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.Hello;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcReadStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Many streams to the operators, as gateways have them: each acks what comes, and serves nothing.
 */
final class Streams implements AutoCloseable {
  private static final int PORT = 9443;
  private static final String SERVICE = "apifleet-operator-delivery." + Kube.SYSTEM + ".svc";
  private static final int LARGEST_SNAPSHOT_BYTES = 256 * 1024 * 1024;
  private static final long PATIENCE_SECONDS = 60;

  /** Gateways report each second; who is silent for long is taken for gone. */
  private static final long REPORT_MILLIS = 1_000;

  private static final FromGateway NOTHING_TO_DO =
      FromGateway.newBuilder().setLoad(LoadReport.getDefaultInstance()).build();

  private final Vertx vertx = Vertx.vertx();
  private final GrpcClient client;
  private final int count;
  private final Credentials credentials;
  private final ConcurrentHashMap<String, Awaited> awaited = new ConcurrentHashMap<>();

  /** Where a resource is still to arrive, and when it arrived last. */
  private static final class Awaited {
    private final CountDownLatch missing;
    private volatile long last;

    Awaited(int count) {
      missing = new CountDownLatch(count);
    }

    void arrived() {
      last = System.nanoTime();
      missing.countDown();
    }
  }

  private Streams(Credentials credentials, int count, String authority) {
    this.credentials = credentials;
    this.count = count;
    this.client =
        GrpcClient.client(
            vertx,
            new io.vertx.grpc.client.GrpcClientOptions()
                .setMaxMessageSize(LARGEST_SNAPSHOT_BYTES)
                .setTransportOptions(
                    new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setTrustOptions(
                            new PemTrustOptions().addCertValue(Buffer.buffer(authority)))));
  }

  /** As many to each operator. */
  static Streams open(Credentials credentials, int count, List<String> operators, String authority)
      throws Exception {
    credentials.clear();
    Streams streams = new Streams(credentials, count, authority);
    List<Future<Void>> opened = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String token = credentials.token("bench-stream-" + i);
      operators.forEach(operator -> opened.add(streams.open(operator, token)));
    }
    Future.all(opened)
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return streams;
  }

  int count() {
    return count;
  }

  private Future<Void> open(String operator, String token) {
    return client
        .request(address(operator), FleetConfigGrpc.getConnectMethod())
        .map(
            request -> {
              request.response().onSuccess(answer -> listen(request, answer));
              vertx.setPeriodic(REPORT_MILLIS, _ -> request.write(NOTHING_TO_DO));
              request.write(
                  FromGateway.newBuilder().setHello(Hello.newBuilder().setToken(token)).build());
              return null;
            });
  }

  /** A pod's address under the name that its certificate has to have. */
  private static SocketAddress address(String operator) {
    try {
      byte[] bytes = InetAddress.getByName(operator).getAddress();
      return SocketAddress.inetSocketAddress(
          new InetSocketAddress(InetAddress.getByAddress(SERVICE, bytes), PORT));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(operator + " is no address", e);
    }
  }

  private void listen(
      GrpcClientRequest<FromGateway, ToGateway> request,
      GrpcClientResponse<FromGateway, ToGateway> answer) {
    ((GrpcReadStream<ToGateway>) answer)
        .handler(
            message -> {
              if (message.hasDelta()) {
                received(message.getDelta());
                Ack ack = Ack.newBuilder().setVersion(message.getDelta().getVersion()).build();
                request.write(FromGateway.newBuilder().setAck(ack).build());
              }
            });
  }

  private void received(SnapshotDelta delta) {
    for (Resource resource : delta.getUpsertsList()) {
      Awaited one = awaited.get(resource.getKey().getName());
      if (one != null) {
        one.arrived();
      }
    }
  }

  /** To be called before the resource is made that {@link #awaitArrival} waits for. */
  void expect(String name) {
    awaited.put(name, new Awaited(count));
  }

  /** The time at which the last of the streams got the resource. */
  long awaitArrival(String name) throws InterruptedException, TimeoutException {
    Awaited one = awaited.get(name);
    if (!one.missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException(name + " did not come on every stream");
    }
    awaited.remove(name);
    return one.last;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    credentials.clear();
  }
}
