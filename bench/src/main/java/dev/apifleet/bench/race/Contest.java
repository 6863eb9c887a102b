package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import java.time.Duration;
import java.util.List;

/**
 * A scenario in which gateways race.
 *
 * @param peers who race beside ours
 */
public record Contest(String name, Program program, List<Peer> peers) implements Scenario {
  private static final Effort EFFORT = new Effort(1, 5, Duration.ofSeconds(5));

  /** All there are, the plain proxy first. */
  public static List<Contest> all(List<Peer> peers) {
    return List.of(
        new Contest("proxy", Proxy::hold, peers),
        new Contest("redis-limit", RedisLimit::hold, peers),
        new Contest("jwt", Jwt::hold, peers),
        new Contest("cache-hit", CacheHit::hold, peers),
        new Contest("everything", Everything::hold, peers));
  }

  /** The races of a contest, each with its table. */
  interface Program {
    List<Table> hold(Track track, Effort effort);
  }

  @Override
  public Effort usual() {
    return EFFORT;
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Track track = Track.open(new Peers(peers))) {
      return new Report(about(effort), program.hold(track, effort));
    }
  }

  private static String about(Effort effort) {
    return """
        Each gateway has CPU %d to itself; the load generator wrk (64 connections, each with a request
        under way all the time), the backend (nginx, 128 bytes) and Redis share CPU %d. CPU: user and
        system time of the gateway's processes. Medians of %d rounds of %d s in which all took turns,
        after they were warmed up; lowest and highest in brackets. RSS is the highest at the end of a
        round, bytes allocated are those of a further round."""
        .formatted(
            Cpus.TESTED, Cpus.OTHERS, effort.rounds(), Math.max(1, effort.time().toSeconds()));
  }
}
