package dev.apifleet.bench.micro;

/**
 * What one run of an operation takes without a compiler: the same on each machine, and as bytes the
 * most that a compiled one can take. A JVM adds little of its own: each draws the order of
 * unmodifiable maps anew, and all its threads count.
 *
 * @param bytes allocated
 * @param bytecodes executed, those of the JDK and of libraries included
 */
public record Weight(long bytes, long bytecodes) {

  /** The least of two JVMs'. */
  Weight least(Weight other) {
    return new Weight(Math.min(bytes, other.bytes), Math.min(bytecodes, other.bytecodes));
  }
}
