package dev.apifleet.operator.deliver;

import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.deliver.bootstrap.Bootstrap;
import dev.apifleet.operator.deliver.bootstrap.FakePieceStore;
import dev.apifleet.operator.trust.CertificateAuthority;
import dev.apifleet.operator.trust.Pem;
import dev.apifleet.operator.trust.ServerIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One replica of the operator with all that it takes to deliver, before a world of the test's. */
final class TestOperator implements AutoCloseable {
  private static final CertificateAuthority AUTHORITY = CertificateAuthority.create(Instant.now());

  private final Vertx vertx;
  private final SnapshotBook snapshots = new SnapshotBook();
  private final AckBook acks = new AckBook();
  private final BlockingQueue<Optional<PodAck>> rounds = new LinkedBlockingQueue<>();
  private final PublishLoop loop;
  private final FleetServer server;
  private final Sessions sessions;

  TestOperator(Vertx vertx, FakeWorld world) {
    this(vertx, world, new FakePieceStore());
  }

  /** One that goes on from what is kept there. */
  TestOperator(Vertx vertx, FakeWorld world, FakePieceStore kept) {
    this.vertx = vertx;
    sessions =
        new Sessions(
            _ -> Reviews.gateway(FakeWorld.GATEWAY.pod()),
            FakeWorld.GATEWAY.fleet()::equals,
            snapshots,
            acks,
            List.of(),
            Patience.USUAL);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    loop =
        new PublishLoop(
            world,
            new Publisher(
                snapshots,
                acks,
                sessions,
                world,
                new Bootstrap(kept, System::currentTimeMillis, this::later)),
            acks,
            sessions,
            (_, _) -> rounds.add(acks.of(FakeWorld.GATEWAY)),
            new LateAcks(snapshots, acks, meters),
            meters);
    server =
        new FleetServer(
            vertx,
            new TestConfig(),
            new ServerIdentity(() -> AUTHORITY, "apifleet-system", Clock.systemUTC()),
            sessions);
  }

  TestOperator start() {
    loop.start();
    server.start();
    return this;
  }

  void lead(long leaseTransitions) {
    loop.lead(leaseTransitions);
  }

  boolean leads() {
    return sessions.standing().getLeads();
  }

  /** The gateway's stream to this operator. */
  FakeGateway stream() {
    return new FakeGateway(vertx, server.port(), Pem.of(AUTHORITY.certificate()));
  }

  /** What the gateway was known to serve when the status of objects was first worked out. */
  Optional<PodAck> firstRound() throws InterruptedException {
    Optional<PodAck> round = rounds.poll(8, TimeUnit.SECONDS);
    if (round == null) {
      throw new AssertionError("no round within 8 s");
    }
    return round;
  }

  boolean hadARound() {
    return !rounds.isEmpty();
  }

  AckBook acks() {
    return acks;
  }

  SnapshotBook snapshots() {
    return snapshots;
  }

  private void later(Runnable task, long millis) {
    vertx.setTimer(millis + 1, _ -> task.run());
  }

  @Override
  public void close() {
    server.stop();
    loop.stop();
  }
}
