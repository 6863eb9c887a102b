package dev.apifleet.bench.micro;

/**
 * The count that {@link Counting} makes all code add to. On its own, since the JDK's classes have
 * to reach it too.
 */
public final class Executed {
  /** Bytecodes so far, of all threads. */
  public static long bytecodes;

  private Executed() {}
}
