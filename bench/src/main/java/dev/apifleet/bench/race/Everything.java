package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Table;
import java.util.List;
import java.util.stream.Stream;

/**
 * What it costs to do all at once: token, limit by tier, breaker, retry budget, access log, metrics
 * and trace headers.
 */
final class Everything {
  private static final int SUBSCRIBERS = 100;
  private static final String OURS = "ApiFleet, everything";

  private Everything() {}

  static List<Table> hold(Track track, Effort effort) {
    Course course = track.course(Task.EVERYTHING);
    Load load = Load.PLAIN.withTokens(track.key().tokens(SUBSCRIBERS));
    Standings standings =
        Race.run(
            effort,
            Stream.of(
                    Stream.of(
                        Proxy.reference(track),
                        Entry.of(new Ours(OURS, Everything::ours), course, load)),
                    track.peers().plain("Envoy", track.course(Task.PROXY)),
                    track.peers().on(course, load))
                .flatMap(entries -> entries));
    return List.of(
        standings.table(
            "Everything at once, %d subscribers".formatted(SUBSCRIBERS),
            Ours.PLAIN,
            standings.cpuAim(OURS, 1.6, Ours.PLAIN),
            standings.cpuAim(OURS, 1.0, Peers.PLAIN + "Envoy")));
  }

  /** Breaker, retries with their budget, metrics and trace headers are there without a word. */
  static String ours(int port, Course course) {
    return Manifests.fleet(port)
        + Manifests.issuer(course.issuer())
        + Manifests.LOGGED
        + Manifests.pool(course.backend())
        + Manifests.route()
        + Manifests.AUTHENTICATED
        + Manifests.LIMITED
        + Manifests.policy("Auto");
  }
}
