package dev.apifleet.bench.race;

/**
 * Who races, and what is asked of it.
 *
 * @param label what the table calls it
 */
public record Entry(String label, Peer peer, Course course, Load load) {
  public static Entry of(Peer peer, Course course, Load load) {
    return new Entry(peer.name(), peer, course, load);
  }
}
