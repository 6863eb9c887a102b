package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Table;
import java.util.List;
import java.util.stream.Stream;

/** What it costs to count each request in a Redis that all gateways share. */
final class RedisLimit {
  private static final String LEASED = "ApiFleet, Leased";
  private static final String EXACT = "ApiFleet, Exact";

  private RedisLimit() {}

  static List<Table> hold(Track track, Effort effort) {
    Course course = track.course(Task.REDIS_LIMIT);
    Standings standings =
        Race.run(
            effort,
            Stream.concat(
                Stream.of(
                    Proxy.reference(track),
                    Entry.of(ours(LEASED, "Leased"), course, Load.PLAIN),
                    Entry.of(ours(EXACT, "Exact"), course, Load.PLAIN)),
                track.peers().on(course, Load.PLAIN)));
    return List.of(
        standings.table(
            "A limit in Redis that nobody reaches",
            Ours.PLAIN,
            standings.cpuAim(LEASED, 1.1, Ours.PLAIN),
            standings.cpuAim(LEASED, 1.0, "nginx"),
            standings.cpuAim(LEASED, 0.25, "Envoy"),
            standings.cpuAim(EXACT, 1.0, "nginx")));
  }

  static Ours ours(String name, String precision) {
    return new Ours(
        name,
        (port, course) ->
            Manifests.proxy(port, course.backend())
                + Manifests.LIMITED
                + Manifests.policy(precision));
  }
}
