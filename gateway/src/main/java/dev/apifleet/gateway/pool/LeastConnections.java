package dev.apifleet.gateway.pool;

/** The endpoint with the fewest requests under way; among equals each in turn. */
record LeastConnections() implements LoadBalancer {
  @Override
  public Endpoint choose(Endpoint[] usable, long position, long now) {
    int start = (int) (position % usable.length);
    Endpoint least = usable[start];
    int fewest = least.inFlight();
    for (int i = 1; i < usable.length && fewest > 0; i++) {
      Endpoint endpoint = usable[(start + i) % usable.length];
      int inFlight = endpoint.inFlight();
      if (inFlight < fewest) {
        least = endpoint;
        fewest = inFlight;
      }
    }
    return least;
  }
}
