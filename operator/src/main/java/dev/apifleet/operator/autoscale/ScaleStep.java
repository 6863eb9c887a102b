package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to do for one pool now: a pure function of what is known of it.
 *
 * @param replicas what the target is to be told; empty: hands off
 * @param memory what the next decision has to be given; empty where none was taken
 */
record ScaleStep(ScaleStatus status, OptionalInt replicas, Optional<ScaleMemory> memory) {
  static final String SCALING = "Scaling";

  static ScaleStep of(
      BackendPool pool,
      ScaleTarget target,
      TargetState state,
      Claim claim,
      LoadStats load,
      Optional<ScaleMemory> memory,
      Instant now) {
    return switch (state) {
      case TargetState.Found found when !Claims.scales(pool) -> observed(found);
      case TargetState.Found found ->
          switch (claim) {
            case Claim.Granted() -> granted(pool, found, load, memory, now);
            case Claim.HeldByHpa(String hpa) ->
                handsOff(found, ScaleFindings.heldByHpa(pool, target, hpa));
            case Claim.HeldByPool(String other) ->
                handsOff(found, ScaleFindings.heldByPool(pool, target, other));
          };
      case TargetState.Missing() -> unknown(ScaleFindings.missing(pool, target));
      case TargetState.NotScalable() -> unknown(ScaleFindings.notScalable(pool, target));
      case TargetState.Unreadable(String problem) ->
          unknown(ScaleFindings.unreadable(pool, target, problem));
    };
  }

  private static ScaleStep granted(
      BackendPool pool,
      TargetState.Found found,
      LoadStats load,
      Optional<ScaleMemory> memory,
      Instant now) {
    if (pool.getSpec().autoscaling() == null) {
      int replicas = pool.getSpec().replicas();
      String why = "spec.replicas asks for " + replicas;
      return scaled(pool, found, replicas, "FollowingReplicas", why, Optional.empty());
    }
    ScaleDecision decision =
        ScaleDecider.decide(
            ScaleSpec.of(pool.getSpec().autoscaling()),
            load,
            found.replicas(),
            memory.orElseGet(() -> ScaleMemory.startingAt(found.replicas(), now)),
            now);
    String reason =
        switch (decision.mode()) {
          case STABLE -> "FollowingLoad";
          case PANIC -> "FollowingBurst";
          case HOLD -> "HoldingWithoutLoad";
        };
    return scaled(
        pool, found, decision.replicas(), reason, decision.why(), Optional.of(decision.memory()));
  }

  private static ScaleStep scaled(
      BackendPool pool,
      TargetState.Found found,
      int replicas,
      String reason,
      String why,
      Optional<ScaleMemory> memory) {
    Finding finding = new Finding(ObjectRef.of(pool), SCALING, true, reason, why);
    ScaleStatus status =
        new ScaleStatus(found.running(), replicas, found.selector(), Optional.of(finding));
    return new ScaleStep(status, OptionalInt.of(replicas), memory);
  }

  private static ScaleStep observed(TargetState.Found found) {
    return handsOff(found, Optional.empty());
  }

  private static ScaleStep handsOff(TargetState.Found found, Finding finding) {
    return handsOff(found, Optional.of(finding));
  }

  private static ScaleStep handsOff(TargetState.Found found, Optional<Finding> finding) {
    ScaleStatus status = new ScaleStatus(found.running(), null, found.selector(), finding);
    return new ScaleStep(status, OptionalInt.empty(), Optional.empty());
  }

  private static ScaleStep unknown(Finding finding) {
    ScaleStatus status = new ScaleStatus(null, null, null, Optional.of(finding));
    return new ScaleStep(status, OptionalInt.empty(), Optional.empty());
  }
}
