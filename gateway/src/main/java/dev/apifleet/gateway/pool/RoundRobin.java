package dev.apifleet.gateway.pool;

/** Each endpoint in turn. */
record RoundRobin() implements LoadBalancer {
  @Override
  public Endpoint choose(Endpoint[] usable, long position, long now) {
    return usable[(int) (position % usable.length)];
  }
}
