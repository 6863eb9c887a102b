package dev.apifleet.bench.race;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Snapshot;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The operator of one gateway on this machine: publishes to it what it is to serve. */
public final class Operator implements AutoCloseable {
  private static final String NAME = "operator.bench";

  private final Vertx vertx = Vertx.vertx();
  private final Certificate certificate;
  private final Publisher publisher;

  /**
   * Listens from now on.
   *
   * @param folder for its certificate
   */
  public Operator(Path folder, Snapshot first) {
    certificate = Certificate.of(NAME, folder);
    publisher = new Publisher(vertx, certificate, first);
  }

  /** What its gateway has in its environment, to be found at this management port. */
  public Map<String, String> environment(int management) {
    return Map.of(
        "POD_NAME",
        "gateway-1",
        "LISTEN_ADDRESS",
        "127.0.0.1",
        "OPERATOR_ADDRESS",
        "127.0.0.1:" + publisher.port(),
        "OPERATOR_SERVER_NAME",
        NAME,
        "OPERATOR_CA_FILE",
        certificate.pem().toString(),
        "QUARKUS_MANAGEMENT_HOST",
        "127.0.0.1",
        "QUARKUS_MANAGEMENT_PORT",
        "" + management,
        "DRAIN_DELAY",
        "0s");
  }

  /** Sends what has changed, and returns when the gateway serves it. */
  void publish(Snapshot next) {
    publisher.publish(next);
  }

  /** Sends one resource that has changed, and returns when the gateway serves it. */
  void publish(Encoded changed) {
    publisher.publish(changed);
  }

  /**
   * Returns when the gateway serves what was sent; a part that it cannot serve is an error.
   *
   * @param lives whether there is still a gateway to wait for
   */
  public void awaitAck(BooleanSupplier lives) {
    publisher.awaitAck(lives);
  }

  @Override
  public void close() {
    publisher.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
