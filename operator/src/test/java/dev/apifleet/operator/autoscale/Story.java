package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.operator.autoscale.LoadStats.Average;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;

/** A pool whose load a test tells second by second, and whose replicas come and go at once. */
final class Story {
  static final LoadStats NOTHING = load(0, 0);
  static final LoadStats UNKNOWN = new LoadStats.Unknown();

  private ScaleSpec spec;
  private ScaleMemory memory;
  Instant now = Instant.parse("2026-01-01T12:00:00Z");
  int replicas;
  ScaleDecision last;

  /** A pool with this {@code spec.autoscaling}, which has these replicas for a minute already. */
  static Story of(String autoscaling, int replicas) {
    Story story = new Story(autoscaling, replicas);
    story.now = story.now.plusSeconds(60);
    story.memory =
        new ScaleMemory(
            Peaks.NONE,
            Peaks.NONE,
            Peaks.NONE,
            Optional.empty(),
            Optional.empty(),
            story.now.minusSeconds(60),
            replicas,
            story.now);
    return story;
  }

  /** The same of which the operator knows nothing yet. */
  Story(String autoscaling, int replicas) {
    this.spec = spec(autoscaling);
    this.replicas = replicas;
    this.memory = ScaleMemory.startingAt(replicas, now);
  }

  static ScaleSpec spec(String autoscaling) {
    return ScaleSpec.of(Serialization.unmarshal("---\n" + autoscaling, PoolAutoscaling.class));
  }

  static LoadStats load(double concurrency, double rate) {
    return load(concurrency, rate, 0);
  }

  static LoadStats load(double concurrency, double rate, double latencyMillis) {
    Average average = Average.of(concurrency, rate, latencyMillis);
    return new LoadStats.Known(average, average);
  }

  /** So many seconds of this load, with a decision in each; the size after them. */
  int after(int seconds, LoadStats load) {
    for (int second = 0; second < seconds; second++) {
      now = now.plusSeconds(1);
      decide(load);
    }
    return replicas;
  }

  int decide(LoadStats load) {
    last = ScaleDecider.decide(spec, judged(load), replicas, memory, now);
    memory = last.memory();
    replicas = last.replicas();
    return replicas;
  }

  /** As if the replicas of this moment had carried the load from the start. */
  private LoadStats judged(LoadStats stats) {
    return switch (stats) {
      case LoadStats.Unknown unknown -> unknown;
      case LoadStats.Known load -> judged(load, load.ready() == 0 ? replicas : load.ready());
    };
  }

  private LoadStats judged(LoadStats.Known load, int serving) {
    return new LoadStats.Known(
        judged(load.stable(), serving),
        judged(load.panic(), serving),
        judged(load.latest(), serving),
        load.foreseen(),
        load.waiting(),
        load.ready(),
        load.missing());
  }

  private Average judged(Average load, int serving) {
    return LatencyGoal.of(spec).map(goal -> goal.judge(load, serving, now)).orElse(load);
  }

  String why() {
    return last.why();
  }
}
