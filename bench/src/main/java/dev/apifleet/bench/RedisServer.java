package dev.apifleet.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A Redis process on this machine: from the image that the clusters use, but on the machine's own
 * network, so that nothing lies between it and what is measured. It keeps nothing on disk.
 */
public final class RedisServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int port = Ports.free();
  private final String name = "apifleet-bench-" + port;
  private String process;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RedisServer() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    // Under our own user id, so that we may send it signals.
    Command.run(
        List.of(
            "docker",
            "run",
            "-d",
            "--name",
            name,
            "--network",
            "host",
            "--user",
            userId(),
            image(),
            "redis-server",
            "--port",
            "" + port,
            "--save",
            ""));
    process = processId();
  }

  public static RedisServer start() {
    RedisServer server = new RedisServer();
    server.awaitAnswer();
    return server;
  }

  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Lets it run on this CPU alone. */
  public RedisServer on(int cpu) {
    Command.run("taskset", "-apc", "" + cpu, process);
    return this;
  }

  public int port() {
    return port;
  }

  /** SIGKILL; the system refuses connections from then on. */
  public void kill() {
    signal("KILL");
  }

  /** Once more, with nothing in it; returns as soon as it answers. */
  public void startAgain() {
    Command.run(List.of("docker", "start", name));
    process = processId();
    awaitAnswer();
  }

  private String processId() {
    return Command.run(List.of("docker", "inspect", "-f", "{{.State.Pid}}", name)).strip();
  }

  /** SIGSTOP; the system goes on accepting connections and bytes for it. */
  public void stop() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void goOn() {
    signal("CONT");
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Redis does not answer at " + uri());
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+';
    } catch (IOException _) {
      return false;
    }
  }

  private void signal(String signal) {
    Command.run(List.of("kill", "-" + signal, process));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Command.run(List.of("docker", "rm", "-fv", name));
    }
  }

  private static String image() {
    return System.getenv().getOrDefault("APIFLEET_REDIS_IMAGE", "redis:7.4-alpine");
  }

  private static String userId() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
