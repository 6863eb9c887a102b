package dev.apifleet.gateway.overload;

import dev.apifleet.snapshot.FleetSettings.Overload;

/**
 * How hard a gateway works.
 *
 * @param cpu percent of what it may use, or of the time that its event loops have work to do,
 *     whichever is more
 * @param memory percent of the heap that was in use after the last collection
 * @param lagMillis how late its event loops run, the worst of them
 */
public record Strain(double cpu, double memory, double lagMillis) {
  public static final Strain NONE = new Strain(0, 0, 0);

  /** Measures it. */
  public interface Source {
    /**
     * The strain since the measurement before.
     *
     * @param lagMillis that of the event loops
     */
    Strain measure(double lagMillis);

    /** Takes the event loop that this is called on into account. */
    default void watchLoop() {}
  }

  /** The CPU as a share of what is allowed; above 1 is too much. */
  double cpuOf(Overload allowed) {
    return cpu / allowed.cpu();
  }

  /** What nobody can work with, as a share of what is allowed: the worse of memory and lag. */
  double distressOf(Overload allowed) {
    return Math.max(lagMillis / allowed.latencyMillis(), memory / allowed.memory());
  }
}
