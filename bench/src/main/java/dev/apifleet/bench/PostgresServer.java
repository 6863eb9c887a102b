package dev.apifleet.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL on this machine: from the image that the clusters use, but on the machine's own
 * network, so that nothing lies between it and what is measured. Its user and database are called
 * apifleet and need no password; what it keeps goes with it.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port = Ports.free();
  private final String name = "apifleet-bench-" + port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PostgresServer() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    Command.run(
        List.of(
            "docker",
            "run",
            "-d",
            "--name",
            name,
            "--network",
            "host",
            "-e",
            "POSTGRES_USER=apifleet",
            "-e",
            "POSTGRES_HOST_AUTH_METHOD=trust",
            System.getenv().getOrDefault("APIFLEET_POSTGRES_IMAGE", "postgres:17-alpine"),
            "postgres",
            "-p",
            "" + port));
  }

  /** Lets it run on this CPU alone; returns when it answers. */
  public static PostgresServer start(int cpu) {
    PostgresServer server = new PostgresServer();
    server.awaitAnswer();
    server.processes().pids().forEach(pid -> Command.run("taskset", "-apc", "" + cpu, "" + pid));
    return server;
  }

  public int port() {
    return port;
  }

  /** What it uses of the machine. */
  public ProcessTree processes() {
    return new ProcessTree(ProcessHandle.of(mainPid()).orElseThrow());
  }

  private long mainPid() {
    return Long.parseLong(Command.run("docker", "inspect", "-f", "{{.State.Pid}}", name).strip());
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "PostgreSQL does not answer: " + Command.run("docker", "logs", name));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Over TCP: while the image makes its database there is a server too, on a socket alone. */
  private boolean answers() {
    try {
      Command.run("docker", "exec", name, "pg_isready", "-q", "-h", "127.0.0.1", "-p", "" + port);
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Command.run(List.of("docker", "rm", "-fv", name));
    }
  }
}
