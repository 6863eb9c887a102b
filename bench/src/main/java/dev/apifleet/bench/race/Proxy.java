package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import java.util.List;
import java.util.stream.Stream;

/** What it costs to pass a request on. */
public final class Proxy implements Scenario {
  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public Effort usual() {
    return Track.EFFORT;
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Track track = Track.open()) {
      Course course = track.course(Task.PROXY);
      List<Entry> entries =
          Stream.concat(
                  Stream.of(
                      Entry.of(new Alone(track.backend()), course, Load.PLAIN),
                      Entry.of(Ours.proxy(), course, Load.PLAIN)),
                  Peers.on(course, Load.PLAIN))
              .toList();
      Standings standings = Race.run(effort, entries);
      return Track.report(
          effort,
          standings,
          "Plain proxy",
          List.of(
              Aim.cpu(standings, Ours.NAME, 1.0, "nginx"),
              Aim.cpu(standings, Ours.NAME, 1.25, "bare Vert.x"),
              Aim.cpu(standings, Ours.NAME, 0.6, "Envoy")));
    }
  }
}
