package dev.apifleet.bench.race;

import dev.apifleet.bench.Ports;
import dev.apifleet.snapshot.Snapshot;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Our gateway as it is shipped, in a process of its own on {@link Cpus#TESTED}, that serves
 * resources written in YAML. They come to it as in a cluster: translated, and by the operator's
 * stream.
 */
public final class OurGateway implements AutoCloseable {
  private static final Path JAR = Path.of("gateway", "target", "quarkus-app", "quarkus-run.jar");
  private static final String OPERATOR = "operator.bench";

  private final Vertx vertx = Vertx.vertx();
  private final int management = Ports.free();
  private final Publisher publisher;
  private final Pinned process;

  /**
   * Starts it; returns when it serves what the resources say.
   *
   * @param folder for its log and certificate
   * @param more of its environment, such as {@code QUARKUS_REDIS_HOSTS}
   */
  public OurGateway(Path folder, String yaml, Map<String, String> more) {
    Certificate certificate = Certificate.of(OPERATOR, folder);
    publisher = new Publisher(vertx, certificate, Resources.translate(yaml));
    Map<String, String> environment = new HashMap<>(Jvm.environment());
    environment.putAll(
        Map.of(
            "POD_NAME",
            "gateway-1",
            "LISTEN_ADDRESS",
            "127.0.0.1",
            "OPERATOR_ADDRESS",
            "127.0.0.1:" + publisher.port(),
            "OPERATOR_SERVER_NAME",
            OPERATOR,
            "OPERATOR_CA_FILE",
            certificate.pem().toString(),
            "QUARKUS_MANAGEMENT_HOST",
            "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT",
            "" + management,
            "DRAIN_DELAY",
            "0s"));
    environment.putAll(more);
    process =
        Pinned.start(
            Cpus.TESTED,
            folder.resolve("gateway.log"),
            environment,
            Jvm.ours("-jar", JAR.toAbsolutePath().toString()));
    publisher.awaitAck();
  }

  public static boolean isBuilt() {
    return Files.exists(JAR);
  }

  /** Where health, metrics and the rest of its management are served. */
  public int management() {
    return management;
  }

  public Pinned process() {
    return process;
  }

  /** Publishes other resources; returns when it serves them. */
  public void apply(String yaml) {
    apply(Resources.translate(yaml));
  }

  /** The same with what the operator has made of them. */
  public void apply(Snapshot next) {
    publisher.publish(next);
  }

  @Override
  public void close() {
    process.close();
    publisher.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
