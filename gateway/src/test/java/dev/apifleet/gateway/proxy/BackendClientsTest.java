package dev.apifleet.gateway.proxy;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.gateway.transport.KeyRing;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackendClientsTest {
  private static final long SWEEP_MILLIS = 20;
  private static final ConnectionsConfig CONNECTIONS =
      new ConnectionsConfig(false, null, 4, 4, 100, 1_000);

  private final Vertx vertx = Vertx.vertx();
  private final Context lane = vertx.getOrCreateContext();
  private final BlockingQueue<HttpServerRequest> asked = new LinkedBlockingQueue<>();
  private final BackendClients clients =
      new BackendClients(
          vertx,
          new KeyRing(Path.of("."), new SimpleMeterRegistry()),
          1,
          new Flushes(),
          SWEEP_MILLIS);
  private final AtomicInteger connections = new AtomicInteger();
  private final int port =
      Waiting.on(
              vertx
                  .createHttpServer()
                  .connectionHandler(this::connected)
                  .requestHandler(asked::add)
                  .listen(0, "127.0.0.1"))
          .actualPort();

  private void connected(HttpConnection connection) {
    connections.incrementAndGet();
    connection.closeHandler(_ -> connections.decrementAndGet());
  }

  @AfterEach
  void stop() {
    Waiting.on(vertx.close());
  }

  private HttpClient client() {
    Promise<HttpClient> client = Promise.promise();
    lane.runOnContext(_ -> client.complete(clients.of(CONNECTIONS)));
    return Waiting.on(client.future());
  }

  private Future<Buffer> ask(HttpClient client) {
    Promise<Buffer> body = Promise.promise();
    lane.runOnContext(
        _ ->
            client
                .request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .onComplete(body));
    return body.future();
  }

  @Test
  void equalConnectionsShareAClientThatOutlivesItsRequests() throws InterruptedException {
    HttpClient client = client();
    assertThat(client()).isSameAs(client);
    Future<Buffer> answer = ask(client);
    HttpServerRequest request = asked.poll(20, TimeUnit.SECONDS);
    awaitSweeps(50);
    request.response().end("late");
    assertThat(Waiting.on(answer)).hasToString("late");
  }

  @Test
  void aClientThatNobodyUsesIsClosedWithItsLastConnection() throws InterruptedException {
    HttpClient client = client();
    Future<Buffer> answer = ask(client);
    asked.poll(20, TimeUnit.SECONDS).response().end();
    Waiting.on(answer);
    eventually(Duration.ofSeconds(20), () -> connections.get() == 0);
    awaitSweeps(50);
    assertThatThrownBy(() -> client.request(HttpMethod.GET, port, "127.0.0.1", "/"))
        .hasMessage("Client is closed");
    assertThat(client()).isNotSameAs(client);
  }

  private void awaitSweeps(int count) {
    AtomicInteger sweeps = new AtomicInteger();
    long timer = vertx.setPeriodic(SWEEP_MILLIS, _ -> sweeps.incrementAndGet());
    eventually(Duration.ofSeconds(20), () -> sweeps.get() >= count);
    vertx.cancelTimer(timer);
  }
}
