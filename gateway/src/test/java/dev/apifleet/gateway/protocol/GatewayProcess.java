package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;

import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import dev.apifleet.snapshot.RuleAction.Forward;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A gateway in a process of its own, with little memory, before one backend. */
final class GatewayProcess implements AutoCloseable {
  private static final String READY = "gateway on port ";
  private static final long MOST_BYTES = 4L << 30;

  final int port;
  private final Process process;

  /** Starts it with so much heap, and as much memory for buffers. */
  GatewayProcess(int heapMebibytes, int backendPort) {
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx" + heapMebibytes + "m",
                "-XX:MaxDirectMemorySize=" + heapMebibytes + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayProcess.class.getName(),
                Integer.toString(backendPort))
            .redirectErrorStream(true);
    try {
      process = builder.start();
      port = readPort(process.inputReader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int readPort(BufferedReader output) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return Integer.parseInt(line.substring(READY.length()));
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("the gateway did not start: " + said);
  }

  private static ClientLimits limits() {
    ClientLimits usual = ClientLimits.DEFAULTS;
    return new ClientLimits(
        usual.maxConnections(),
        usual.maxConnectionsPerAddress(),
        usual.headerTimeoutMillis(),
        usual.idleTimeoutMillis(),
        usual.minBodyRate(),
        usual.maxUrlBytes(),
        usual.maxHeaderBytes(),
        MOST_BYTES);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Serves until it is ended, or its parent has gone. */
  public static void main(String[] arguments) throws IOException {
    TestFleet fleet = new TestFleet(limits(), (_, _, _) -> List.of());
    EndpointConfig backend = new EndpointConfig("one", "127.0.0.1", Integer.parseInt(arguments[0]));
    Forward plain = Resources.forward(POOL, 0, 0);
    fleet.serve(
        Resources.pool(POOL),
        new EndpointsConfig(POOL, List.of(backend)),
        Resources.route(
            "/",
            new Forward(
                plain.backends(), plain.timeouts(), plain.retry(), null, null, MOST_BYTES, null)));
    System.out.println(READY + fleet.port);
    System.out.flush();
    System.in.read();
    System.exit(0);
  }
}
