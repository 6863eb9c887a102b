package dev.apifleet.bench.race;

import java.util.List;
import java.util.stream.Stream;

/** Those who race beside us, each wherever it can. */
record Peers(List<Peer> all) {
  /** Before the name of one that only passes on, where it does more as well. */
  static final String PLAIN = "plain ";

  /** One of them as a plain proxy, to compare with in another race. */
  Stream<Entry> plain(String name, Course course) {
    return all.stream()
        .filter(peer -> peer.name().startsWith(name))
        .map(peer -> new Entry(PLAIN + peer.name(), peer, course, Load.PLAIN));
  }

  Stream<Entry> on(Course course, Load load) {
    return all.stream().map(peer -> Entry.of(peer, course, load));
  }
}
