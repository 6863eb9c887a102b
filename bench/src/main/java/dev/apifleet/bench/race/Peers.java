package dev.apifleet.bench.race;

import java.util.List;
import java.util.stream.Stream;

/** Those who race beside us; a new one is listed here and then races wherever it can. */
final class Peers {
  private static final List<Peer> ALL = List.of(new Nginx(), new HaProxy(), new BareVertx());

  private Peers() {}

  static Stream<Entry> on(Course course, Load load) {
    return ALL.stream().map(peer -> Entry.of(peer, course, load));
  }
}
