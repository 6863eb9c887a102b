package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes one pool at a time from what is known of it to the size that it should have. */
final class PoolScaler {
  /** Hears of each change of size, with a sentence for people. */
  interface Announcer {
    void scaled(BackendPool pool, String sentence);
  }

  private final TargetBook targets;
  private final LoadBook loads;
  private final ScaleBook book;
  private final Announcer announcer;
  private final Clock clock;
  private final Map<ObjectRef, ScaleMemory> memories = new ConcurrentHashMap<>();

  PoolScaler(TargetBook targets, LoadBook loads, ScaleBook book, Announcer announcer, Clock clock) {
    this.targets = targets;
    this.loads = loads;
    this.book = book;
    this.announcer = announcer;
    this.clock = clock;
  }

  void follow(BackendPool pool, ScaleTarget target, Claims claims) {
    ObjectRef ref = ObjectRef.of(pool);
    Claim claim = claims.of(pool, target);
    TargetState state = targets.state(target);
    ScaleStep step = step(pool, target, state, claim);
    memories.compute(ref, (_, _) -> step.memory().orElse(null));
    book.publish(ref, act(pool, target, state, claim, step));
  }

  /** Forgets all other pools. */
  void retain(Set<ObjectRef> pools) {
    memories.keySet().retainAll(pools);
    book.retain(pools);
  }

  private ScaleStep step(BackendPool pool, ScaleTarget target, TargetState state, Claim claim) {
    ObjectRef ref = ObjectRef.of(pool);
    Optional<ScaleMemory> memory = Optional.ofNullable(memories.get(ref));
    return ScaleStep.of(pool, target, state, claim, load(pool), memory, clock.instant());
  }

  private LoadStats load(BackendPool pool) {
    return pool.getSpec().autoscaling() == null
        ? new LoadStats.Unknown()
        : loads.stats(ObjectRef.of(pool), ScaleSpec.of(pool.getSpec().autoscaling()));
  }

  private ScaleStatus act(
      BackendPool pool, ScaleTarget target, TargetState state, Claim claim, ScaleStep step) {
    if (step.replicas().isEmpty()) {
      return step.status();
    }
    int wanted = step.replicas().getAsInt();
    expect(pool, wanted);
    if (wanted == replicas(state)) {
      return step.status();
    }
    TargetState after = targets.scale(target, wanted);
    if (replicas(after) != wanted) {
      return step(pool, target, after, claim).status();
    }
    announcer.scaled(pool, sentence(target, replicas(state), wanted, step));
    return step.status();
  }

  private static String sentence(ScaleTarget target, int from, int to, ScaleStep step) {
    String why = step.status().condition().map(Finding::message).orElse("");
    return "%s \"%s\" from %d to %d replicas: %s"
        .formatted(target.kind(), target.name(), from, to, why);
  }

  private void expect(BackendPool pool, int replicas) {
    if (pool.getSpec().autoscaling() != null) {
      int target = ScaleSpec.of(pool.getSpec().autoscaling()).target();
      loads.capacity(ObjectRef.of(pool), (double) replicas * target);
    }
  }

  private static int replicas(TargetState state) {
    return state instanceof TargetState.Found found ? found.replicas() : -1;
  }
}
