package dev.apifleet.bench.race;

/**
 * One who races, ready to go.
 *
 * @param port that serves, on 127.0.0.1
 * @param process what is weighed, with its children, on {@link Cpus#TESTED}
 * @param close ends all of it
 */
public record Runner(int port, Pinned process, Runnable end) implements AutoCloseable {
  public Runner(int port, Pinned process) {
    this(port, process, process::close);
  }

  @Override
  public void close() {
    end.run();
  }
}
