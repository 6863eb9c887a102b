package dev.apifleet.gateway.pool;

/**
 * The better of two endpoints drawn at random (Mitzenmacher, The Power of Two Choices in Randomized
 * Load Balancing), where better means: expected latency × (requests under way + 1) is lower.
 */
record PeakEwma() implements LoadBalancer {
  /** Of an endpoint that has requests and has not answered any yet, in nanoseconds. */
  private static final double UNPROVEN = 1e12;

  @Override
  public Endpoint choose(Endpoint[] usable, long position, long now) {
    if (usable.length == 1) {
      return usable[0];
    }
    long draw = Hash.mix(position);
    int first = (int) Math.floorMod(draw, (long) usable.length);
    int step = 1 + (int) Math.floorMod(Hash.mix(draw), usable.length - 1L);
    Endpoint a = usable[first];
    Endpoint b = usable[(first + step) % usable.length];
    return cost(a, now) <= cost(b, now) ? a : b;
  }

  private static double cost(Endpoint endpoint, long now) {
    double latency = endpoint.record().latency().expected(now);
    int inFlight = endpoint.inFlight();
    return latency == 0 && inFlight > 0 ? UNPROVEN * inFlight : latency * (inFlight + 1);
  }
}
