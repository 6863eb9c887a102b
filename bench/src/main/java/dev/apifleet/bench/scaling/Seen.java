package dev.apifleet.bench.scaling;

/**
 * What there is to be seen of a service in one step.
 *
 * @param now milliseconds of virtual time
 * @param underWay requests in work or waiting
 * @param rate requests per second that arrive
 * @param busy requests in work, of all places of ready pods
 * @param ready pods that can take requests
 * @param replicas pods that were asked for
 */
record Seen(long now, double underWay, double rate, double busy, int ready, int replicas) {
  /** Percent of the CPU that ready pods use, as a fraction. */
  double cpu() {
    return ready == 0 ? 0 : busy / (ready * Service.PLACES);
  }
}
