package dev.apifleet.bench.race;

import dev.apifleet.bench.Ports;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Snapshot;
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
  public static final Path JAR = Path.of("gateway", "target", "quarkus-app", "quarkus-run.jar");
  private final int management = Ports.free();
  private final Operator operator;
  private final Pinned process;

  /**
   * Starts it; returns when it serves what the resources say.
   *
   * @param folder for its log and certificate
   * @param more of its environment, such as {@code QUARKUS_REDIS_HOSTS}
   */
  public OurGateway(Path folder, String yaml, Map<String, String> more) {
    operator = new Operator(folder, Resources.translate(yaml));
    Map<String, String> environment = new HashMap<>(Jvm.environment());
    environment.putAll(operator.environment(management));
    environment.putAll(more);
    process =
        Pinned.start(
            Cpus.TESTED,
            folder.resolve("gateway.log"),
            environment,
            Jvm.ours("-jar", JAR.toAbsolutePath().toString()));
    awaitAck();
  }

  /** A start that fails leaves nothing behind, and says what the gateway said. */
  private void awaitAck() {
    try {
      operator.awaitAck(process::isAlive);
    } catch (IllegalStateException e) {
      close();
      throw new IllegalStateException(e.getMessage() + "; it says: " + process.lastWords(), e);
    }
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
    operator.publish(next);
  }

  /** The same with one resource that has changed. */
  public void apply(Encoded changed) {
    operator.publish(changed);
  }

  @Override
  public void close() {
    process.close();
    operator.close();
  }
}
