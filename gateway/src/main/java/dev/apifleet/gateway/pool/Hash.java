package dev.apifleet.gateway.pool;

/**
 * Hashes that are the same in every gateway: FNV-1a (Fowler, Noll, Vo) over the text, then the
 * finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
 */
final class Hash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final double ULP = 0x1.0p-53;

  private Hash() {}

  static long of(String text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return mix(hash);
  }

  /** Numbers that are close to each other come out far apart. */
  static long mix(long number) {
    long z = number + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** From 0 to below 1, evenly spread over all numbers. */
  static double fraction(long number) {
    return (mix(number) >>> 11) * ULP;
  }
}
