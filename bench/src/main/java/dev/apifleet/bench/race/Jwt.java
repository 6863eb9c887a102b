package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Table;
import java.util.List;
import java.util.stream.Stream;

/** What it costs to let only those pass who bear a good token. */
final class Jwt {
  /** More than anyone remembers: of these our gateway knows at most every tenth again. */
  private static final int MANY = 100_000;

  private static final int FEW = 100;
  private static final String OURS = "ApiFleet, JWT";

  private Jwt() {}

  static List<Table> hold(Track track, Effort effort) {
    int many = effort.warmUps() > 0 ? MANY : FEW;
    Standings same = race(track, effort, 1);
    Standings others = race(track, effort, many);
    return List.of(
        same.table(
            "JWT RS256, the same token again and again",
            Ours.PLAIN,
            same.cpuAim(OURS, 1.15, Ours.PLAIN)),
        others.table(
            "JWT RS256, another token with each request, of %,d".formatted(many),
            OURS,
            others.cpuAim(OURS, 1.0, "HAProxy"),
            others.cpuAim(OURS, 1.0, "Envoy")));
  }

  private static Standings race(Track track, Effort effort, int tokens) {
    Course course = track.course(Task.JWT);
    Load load = Load.PLAIN.withTokens(track.key().tokens(tokens));
    return Race.run(
        effort,
        Stream.concat(
            Stream.of(Proxy.reference(track), Entry.of(new Ours(OURS, Jwt::ours), course, load)),
            track.peers().on(course, load)));
  }

  static String ours(int port, Course course) {
    return Manifests.fleet(port)
        + Manifests.issuer(course.issuer())
        + Manifests.pool(course.backend())
        + Manifests.route()
        + Manifests.AUTHENTICATED;
  }
}
