package dev.apifleet.bench.race;

import java.util.List;
import java.util.stream.Stream;

/** Those who race beside us; a new one is listed here and then races wherever it can. */
final class Peers {
  private static final List<Peer> ALL = List.of(new Nginx(), new HaProxy(), new BareVertx());

  /** Before the name of one that only passes on, where it does more as well. */
  static final String PLAIN = "plain ";

  private Peers() {}

  /** One of them as a plain proxy, to compare with in another race. */
  static Stream<Entry> plain(String name, Course course) {
    return ALL.stream()
        .filter(peer -> peer.name().startsWith(name))
        .map(peer -> new Entry(PLAIN + peer.name(), peer, course, Load.PLAIN));
  }

  static Stream<Entry> on(Course course, Load load) {
    return ALL.stream().map(peer -> Entry.of(peer, course, load));
  }
}
