package dev.apifleet.bench.leases;

/**
 * What a simulated fleet did.
 *
 * @param calls of Redis
 * @param hotKeys keys that wanted more than their limit
 * @param hotShare of what a limiter that decides each request by itself admits to them
 * @param exceeded keys to which more was admitted than their algorithm lets pass
 */
record Figures(
    long requests,
    long calls,
    int seconds,
    long admitted,
    long hotKeys,
    double hotShare,
    long exceeded) {
  long callsPerSecond() {
    return calls / seconds;
  }

  double callsPerThousand() {
    return 1_000.0 * calls / requests;
  }
}
