package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import java.util.List;

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
          List.of(
              Entry.of(new Alone(track.backend()), course, Load.PLAIN),
              Entry.of(Ours.proxy(), course, Load.PLAIN));
      Standings standings = Race.run(effort, entries);
      return Track.report(effort, standings, "Plain proxy", List.of());
    }
  }
}
