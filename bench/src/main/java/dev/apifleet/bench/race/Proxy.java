package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Table;
import java.util.List;
import java.util.stream.Stream;

/** What it costs to pass a request on. */
final class Proxy {
  private Proxy() {}

  static List<Table> hold(Track track, Effort effort) {
    Course course = track.course(Task.PROXY);
    Standings standings =
        Race.run(
            effort,
            Stream.concat(
                Stream.of(
                    Entry.of(new Alone(track.backend()), course, Load.PLAIN),
                    Entry.of(Ours.proxy(), course, Load.PLAIN)),
                track.peers().on(course, Load.PLAIN)));
    return List.of(
        standings.table(
            "Plain proxy",
            Ours.NAME,
            standings.cpuAim(Ours.NAME, 1.0, "nginx"),
            standings.cpuAim(Ours.NAME, 1.25, "bare Vert.x"),
            standings.cpuAim(Ours.NAME, 0.6, "Envoy"),
            standings.rssAim(Ours.NAME, 256)));
  }

  /** Our gateway as a plain proxy, to compare with in another race. */
  static Entry reference(Track track) {
    return new Entry(Ours.PLAIN, Ours.proxy(), track.course(Task.PROXY), Load.PLAIN);
  }
}
