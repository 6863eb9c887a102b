package dev.apifleet.bench;

/** Something that is measured, and told in tables. */
public interface Scenario {
  /** What it is called on the command line and in the names of its results. */
  String name();

  /** Measures; takes as long as the effort says. */
  Report run(Effort effort) throws Exception;
}
