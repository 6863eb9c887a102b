package dev.apifleet.cli.replay;

import dev.apifleet.cli.replay.Trial.Defaults;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.Snapshot;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** The requests of access logs, held once more against policies, and what came of it. */
public final class Replay {
  private final Outcomes outcomes = new Outcomes();
  private final BadLines bad = new BadLines();
  private final Trial proposed;
  private final Trial current;
  private final SortedMap<String, PolicyConfig> policies;
  private long late;

  /**
   * What is replayed.
   *
   * @param current what to compare with, or null
   * @param policy of requests that match no rule, or null
   * @param tier of lines that name none, or null
   * @param host of lines that name none, or null
   * @param keys so many counters are kept; beyond, the least used are forgotten
   */
  public record Plan(
      Snapshot proposed, Snapshot current, String policy, String tier, String host, long keys) {}

  /** What came of it. */
  public record Result(long requests, long rejected, long newlyRejected, JsonObject report) {
    /** As text for people. */
    public String text() {
      return ReportText.of(report);
    }
  }

  private Replay(Plan plan) {
    Defaults defaults = new Defaults(plan.tier(), plan.host());
    Rules rules = new Rules(plan.proposed(), plan.policy());
    this.policies = rules.policies();
    this.proposed = new Trial(rules, defaults, plan.keys());
    this.current =
        plan.current() == null
            ? null
            : new Trial(new Rules(plan.current(), plan.policy()), defaults, plan.keys());
  }

  /**
   * Replays logs.
   *
   * @param top so many keys are named
   */
  public static Result of(Plan plan, List<Path> logs, InputStream standardInput, int top)
      throws IOException {
    Replay replay = new Replay(plan);
    try (Arrivals arrivals = Arrivals.of(logs, standardInput, replay.bad)) {
      replay.run(arrivals);
    }
    Outcomes outcomes = replay.outcomes;
    return new Result(
        outcomes.all().requests(),
        outcomes.all().rejected(),
        outcomes.newly().total(),
        new Report(outcomes, top)
            .of(replay.policies, replay.bad, replay.late, replay.current != null));
  }

  private void run(Arrivals arrivals) {
    long now = Long.MIN_VALUE;
    for (LogLine line = arrivals.next(); line != null; line = arrivals.next()) {
      if (line.millis() < now) {
        late++;
      }
      now = Math.max(now, line.millis());
      Judgement judgement = proposed.judge(line, now);
      outcomes.add(judgement, now);
      if (current != null) {
        outcomes.compare(current.judge(line, now), judgement, now);
      }
    }
  }
}
