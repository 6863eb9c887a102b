package dev.apifleet.gateway.fleet;

import dev.apifleet.gateway.Gateway;
import dev.apifleet.gateway.Surroundings;
import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.proxy.Lane;
import dev.apifleet.gateway.runtime.RequestHistogram;
import dev.apifleet.gateway.sync.Operator;
import dev.apifleet.gateway.transport.KeyRing;
import dev.apifleet.gateway.upkeep.Upkeep;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A real gateway with its operator, and clients to ask it; all on this machine. */
public final class TestFleet implements AutoCloseable {
  public static final String POOL = "test/api";

  private static final Certificate CERTIFICATE = Certificate.of("operator.test", folder());

  /** The tests' own load must not count as an overload. */
  public static final Surroundings UNSTRAINED = unstrainedAt(Place.UNKNOWN);

  public final Vertx vertx = Vertx.vertx();
  public final MeterRegistry registry = new SimpleMeterRegistry();
  public final CollectorRegistry prometheus = new CollectorRegistry();
  public final FakeOperator operator = new FakeOperator(vertx, this::full);
  public final Gateway gateway;
  private final ClientLimits limits;
  public final int port = Ports.free();
  public final Path folder = folder();
  public final Path caFile = folder.resolve("ca.crt");
  public final Path tokenFile = folder.resolve("token");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Backend> backends = new ArrayList<>();
  private final int operatorPort;
  private volatile Snapshot snapshot = Snapshot.empty();
  private volatile long counter;
  public volatile long epoch = 7;

  public static Surroundings unstrainedAt(Place place) {
    return new Surroundings(
        place, Upkeep.Dns.ofThisMachine(), _ -> Strain.NONE, OutputStream.nullOutputStream());
  }

  public TestFleet() {
    this((_, _, _) -> List.of());
  }

  public TestFleet(FilterBuilder filters) {
    this(ClientLimits.DEFAULTS, filters);
  }

  public TestFleet(Surroundings surroundings) {
    this(ClientLimits.DEFAULTS, (_, _, _) -> List.of(), surroundings);
  }

  public TestFleet(ClientLimits limits, FilterBuilder filters) {
    this(limits, filters, UNSTRAINED);
  }

  public TestFleet(ClientLimits limits, FilterBuilder filters, Surroundings surroundings) {
    this.limits = limits;
    CERTIFICATE.trustIn(caFile);
    write(tokenFile, "token-1\n");
    operatorPort = operator.start(0, CERTIFICATE);
    gateway =
        new Gateway(
            vertx,
            new Lane.Settings("gateway-1", "127.0.0.1", new KeyRing(folder, registry)),
            2,
            surroundings,
            Operator.at(
                "127.0.0.1:" + operatorPort,
                Optional.of("operator.test"),
                caFile,
                Optional.of(tokenFile)),
            filters,
            registry);
    gateway.requests().register(prometheus);
    Waiting.on(gateway.start());
    FakeOperator.next(operator.acks);
  }

  /** How many requests Prometheus is told of; null where it is told of none. */
  public Double requests(String route, String code) {
    return prometheus.getSampleValue(
        RequestHistogram.NAME + "_count",
        new String[] {"code", "route"},
        new String[] {code, route});
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("gateway-test");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public Backend backend(String name) {
    Backend backend = new Backend(vertx, name);
    backends.add(backend);
    return backend;
  }

  private SnapshotDelta full() {
    return Delta.full(snapshot, version());
  }

  public Version version() {
    return new Version(epoch, counter, snapshot.hash());
  }

  /** Publishes these resources, with the listener, and waits until the gateway serves them. */
  public Ack serve(Resource... resources) {
    SnapshotDelta delta = publish(resources);
    operator.send(delta);
    return FakeOperator.next(operator.acks);
  }

  /** Takes these resources as what is wanted, and returns the difference. */
  public SnapshotDelta publish(Resource... resources) {
    List<Resource> all = new ArrayList<>(Arrays.asList(resources));
    all.add(Resources.listener(port));
    if (limits != ClientLimits.DEFAULTS) {
      all.add(TestLimits.fleet(limits));
    }
    return publishExactly(all);
  }

  public SnapshotDelta publishExactly(List<Resource> resources) {
    Snapshot next = Snapshot.of(resources);
    counter++;
    SnapshotDelta delta = Delta.between(snapshot, next, new Version(epoch, counter, next.hash()));
    snapshot = next;
    return delta;
  }

  /** One pool of these backends behind every path. */
  public Ack serveAll(Backend... members) {
    return serve(
        Resources.pool(POOL), Resources.endpoints(POOL, members), Resources.route("/", POOL));
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  public HttpResponse<String> get(int otherPort, String path) {
    return send(requestTo(otherPort, path).GET().build());
  }

  /** Whether anyone serves a new connection to the port. */
  public boolean answers(int anyPort) {
    try (Socket socket = RawClient.connect(anyPort)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      return socket.getInputStream().read() >= 0;
    } catch (IOException _) {
      return false;
    }
  }

  public HttpRequest.Builder request(String path, String... headers) {
    return requestTo(port, path, headers);
  }

  private static HttpRequest.Builder requestTo(int port, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(30));
    return headers.length == 0 ? request : request.headers(headers);
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void restartOperator(Certificate certificate) {
    operator.start(operatorPort, certificate);
  }

  @Override
  public void close() {
    client.shutdownNow();
    gateway.stop();
    Waiting.on(vertx.close());
  }
}
