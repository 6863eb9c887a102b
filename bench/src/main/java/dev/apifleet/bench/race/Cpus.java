package dev.apifleet.bench.race;

import dev.apifleet.bench.Command;

/** Which CPU does what: the one under test has a CPU to itself, all others share another. */
public final class Cpus {
  public static final int TESTED = 0;

  /** On a machine of one CPU, which shows that it works and measures nothing, the same one. */
  public static final int OTHERS = Math.min(1, Runtime.getRuntime().availableProcessors() - 1);

  private Cpus() {}

  /** Takes this process off the CPU under test, until closed. */
  public static Aside aside() {
    bind("" + OTHERS);
    return () -> bind("0-" + (count() - 1));
  }

  private static int count() {
    return Integer.parseInt(Command.run("nproc", "--all").strip());
  }

  private static void bind(String cpus) {
    Command.run("taskset", "-apc", cpus, "" + ProcessHandle.current().pid());
  }

  /** This process's stay on the CPU of the others. */
  public interface Aside extends AutoCloseable {
    @Override
    void close();
  }
}
