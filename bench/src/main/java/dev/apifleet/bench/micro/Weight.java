package dev.apifleet.bench.micro;

/**
 * What one run of an operation takes without a compiler: the same on each machine, and as bytes the
 * most that a compiled one can take.
 *
 * @param bytes allocated
 * @param bytecodes executed, those of the JDK and of libraries included
 */
public record Weight(long bytes, long bytecodes) {}
