package dev.apifleet.gateway.pool;

/**
 * The same endpoint for a client address, as long as that endpoint is usable: the one that scores
 * highest for it (rendezvous hashing: Thaler, Ravishankar, A Name-Based Mapping Scheme for
 * Rendezvous). When an endpoint goes, only its own clients move.
 */
record IpHash() implements LoadBalancer {
  @Override
  public long position(Asker asker, int turn) {
    return Hash.of(asker.clientKey());
  }

  @Override
  public Endpoint choose(Endpoint[] usable, long position, long now) {
    Endpoint winner = usable[0];
    long highest = score(winner, position);
    for (int i = 1; i < usable.length; i++) {
      long score = score(usable[i], position);
      if (score > highest) {
        winner = usable[i];
        highest = score;
      }
    }
    return winner;
  }

  private static long score(Endpoint endpoint, long position) {
    return Hash.mix(endpoint.seed() ^ position);
  }
}
