package dev.apifleet.bench;

/** Something that is measured, and told in tables. */
public interface Scenario {
  /** What it is called on the command line and in the names of its results. */
  String name();

  /** What it takes upon itself unless told otherwise. */
  default Effort usual() {
    return Effort.FULL;
  }

  /** Measures; takes as long as the effort says. */
  Report run(Effort effort) throws Exception;
}
