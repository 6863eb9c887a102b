package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Table;
import java.util.List;
import java.util.stream.Stream;

/** What it costs to answer from the cache. */
final class CacheHit {
  private static final String OURS = "ApiFleet, cache";
  private static final Load LOAD = Load.of(Backend.CACHED);

  private CacheHit() {}

  static List<Table> hold(Track track, Effort effort) {
    Course course = track.course(Task.CACHE_HIT);
    Standings standings =
        Race.run(
            effort,
            Stream.concat(
                Stream.of(
                    Proxy.reference(track), Entry.of(new Ours(OURS, CacheHit::ours), course, LOAD)),
                track.peers().on(course, LOAD)));
    return List.of(
        standings.table(
            "Answers from the cache",
            OURS,
            standings.cpuAim(OURS, 1.0, "HAProxy"),
            standings.cpuAim(OURS, 1.0, "nginx")));
  }

  static String ours(int port, Course course) {
    return Manifests.proxy(port, course.backend()) + Manifests.CACHED;
  }
}
