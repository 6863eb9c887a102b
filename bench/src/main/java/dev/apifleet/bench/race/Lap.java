package dev.apifleet.bench.race;

/**
 * One measurement of one who races.
 *
 * @param cpuMicros per request, of the process and its children
 * @param rssMebibytes at its end
 */
record Lap(Wrk.Found found, double cpuMicros, double rssMebibytes) {
  double requestsPerSecond() {
    return found.requests() / found.seconds();
  }
}
