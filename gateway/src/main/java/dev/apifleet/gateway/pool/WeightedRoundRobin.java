package dev.apifleet.gateway.pool;

/**
 * In proportion to the weights, and smoothly interleaved (the algorithm of nginx): at each choice
 * every endpoint is credited its weight, the one with the most credit is chosen, and pays the sum
 * of all weights. Weights 3, 2, 1 give a b a c b a.
 */
final class WeightedRoundRobin implements LoadBalancer {
  @Override
  public synchronized Endpoint choose(Endpoint[] usable, long position, long now) {
    Endpoint richest = null;
    long most = Long.MIN_VALUE;
    long sum = 0;
    for (Endpoint endpoint : usable) {
      long credit = endpoint.record().credit() + endpoint.weight();
      endpoint.record().credit(credit);
      sum += endpoint.weight();
      if (credit > most) {
        richest = endpoint;
        most = credit;
      }
    }
    richest.record().credit(most - sum);
    return richest;
  }
}
