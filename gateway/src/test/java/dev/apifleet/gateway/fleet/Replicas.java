package dev.apifleet.gateway.fleet;

import dev.apifleet.gateway.Gateway;
import dev.apifleet.gateway.Surroundings;
import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.proxy.Lane;
import dev.apifleet.gateway.sync.LocalPaths;
import dev.apifleet.gateway.sync.Operator;
import dev.apifleet.gateway.transport.KeyRing;
import dev.apifleet.gateway.upkeep.Upkeep;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway, and operators under one name: each at an address of its own of this machine. */
final class Replicas implements AutoCloseable {
  static final String NAME = "operators.test";

  private static final Certificate CERTIFICATE = Certificate.of(NAME, folder());

  final Vertx vertx = Vertx.vertx();
  final Path folder = folder();
  final Path caFile = folder.resolve("ca.crt");
  final Path tokenFile = folder.resolve("token");
  final Path lastGood = folder.resolve("last-good");
  final Path bootstrap = folder.resolve("bootstrap");
  final Certificate certificate = CERTIFICATE;

  /** What DNS says of the name. */
  final List<InetAddress> addresses = new CopyOnWriteArrayList<>();

  final int operatorPort = Ports.free();
  final int port = Ports.free();
  Duration patience = Duration.ofHours(1);
  MeterRegistry registry;
  Gateway gateway;

  Replicas() {
    certificate.trustIn(caFile);
    TestFleet.write(tokenFile, "token-1");
    try {
      Files.createDirectories(lastGood);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("replicas");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static InetAddress address(int number) {
    try {
      return InetAddress.getByName("127.0.0." + number);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An operator that DNS knows, and that sends nothing by itself. */
  FakeOperator operator(int number) {
    FakeOperator operator = new FakeOperator(vertx, () -> null);
    listen(operator, number);
    addresses.add(address(number));
    return operator;
  }

  void listen(FakeOperator operator, int number) {
    operator.start(address(number).getHostAddress(), operatorPort, certificate);
  }

  /** A container of the gateway; after the first, one that takes the place of the last. */
  Gateway start() {
    registry = new SimpleMeterRegistry();
    gateway =
        new Gateway(
            vertx,
            new Lane.Settings("gateway-1", "127.0.0.1", new KeyRing(folder, registry)),
            1,
            new Surroundings(
                Place.UNKNOWN,
                Upkeep.Dns.ofThisMachine(),
                _ -> Strain.NONE,
                OutputStream.nullOutputStream(),
                _ -> List.copyOf(addresses),
                new LocalPaths(lastGood, bootstrap, patience)),
            Operator.at(
                NAME + ":" + operatorPort, Optional.empty(), caFile, Optional.of(tokenFile)),
            (_, _, _) -> List.of(),
            registry);
    Waiting.on(gateway.start());
    return gateway;
  }

  /** Everything that the resources, and the listener, are. */
  Snapshot snapshot(dev.apifleet.snapshot.Resource... resources) {
    List<dev.apifleet.snapshot.Resource> all = new ArrayList<>(Arrays.asList(resources));
    all.add(Resources.listener(port));
    return Snapshot.of(all);
  }

  /** A snapshot by which the gateway answers with what the backend does. */
  Snapshot answering(Backend backend) {
    return snapshot(
        Resources.pool(TestFleet.POOL),
        Resources.endpoints(TestFleet.POOL, backend),
        Resources.route("/", TestFleet.POOL));
  }

  static SnapshotDelta full(Snapshot snapshot, long epoch, long counter) {
    return Delta.full(snapshot, version(snapshot, epoch, counter));
  }

  static SnapshotDelta between(Snapshot before, Snapshot after, long epoch, long counter) {
    return Delta.between(before, after, version(after, epoch, counter));
  }

  static Version version(Snapshot snapshot, long epoch, long counter) {
    return new Version(epoch, counter, snapshot.hash());
  }

  double count(String meter) {
    return registry.get(meter).counter().count();
  }

  String get() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (gateway != null) {
      Waiting.on(gateway.stop());
    }
    Waiting.on(vertx.close());
  }
}
