package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to do for one pool or fleet now: a pure function of what is known of it.
 *
 * @param replicas what the target is to be told; empty: hands off
 * @param decision of the load; empty where none was taken
 */
record ScaleStep(ScaleStatus status, OptionalInt replicas, Optional<ScaleDecision> decision) {
  static final String SCALING = "Scaling";

  /** Its target comes with the next reconciliation. */
  private static final ScaleStep NOT_YET =
      new ScaleStep(
          new ScaleStatus(null, null, null, Optional.empty()),
          OptionalInt.empty(),
          Optional.empty());

  /** One failed call says nothing of the replicas that were seen before. */
  ScaleStep asSeenBefore(Optional<ScaleStatus> before) {
    ScaleStatus told = before.map(seen -> seen.with(status.condition())).orElse(status);
    return new ScaleStep(told, replicas, decision);
  }

  /** What the load's number comes from. */
  Optional<Size.Cause> cause() {
    return decision.map(ScaleDecision::cause);
  }

  static ScaleStep of(
      Subject subject,
      TargetState state,
      Claim claim,
      LoadStats load,
      Optional<ScaleMemory> memory,
      Instant now) {
    return switch (state) {
      case TargetState.Found found when !subject.scales() -> observed(found);
      case TargetState.Found found ->
          switch (claim) {
            case Claim.Granted() -> granted(subject, found, load, memory, now);
            case Claim.HeldByHpa(String hpa) ->
                handsOff(found, ScaleFindings.heldByHpa(subject, hpa));
            case Claim.HeldByOther(ObjectRef other) ->
                handsOff(found, ScaleFindings.heldByOther(subject, other));
          };
      case TargetState.Missing() when subject.ownsTarget() -> NOT_YET;
      case TargetState.Missing() -> unknown(ScaleFindings.missing(subject));
      case TargetState.NotScalable() -> unknown(ScaleFindings.notScalable(subject));
      case TargetState.Unreadable(String problem) ->
          unknown(ScaleFindings.unreadable(subject, problem));
    };
  }

  private static ScaleStep granted(
      Subject subject,
      TargetState.Found found,
      LoadStats load,
      Optional<ScaleMemory> memory,
      Instant now) {
    if (subject.autoscaling().isEmpty()) {
      int replicas = subject.replicas().orElseThrow();
      String why = "spec.replicas asks for " + replicas;
      return scaled(subject, found, replicas, "FollowingReplicas", why, Optional.empty());
    }
    ScaleDecision decision =
        ScaleDecider.decide(
            subject.autoscaling().get(),
            load,
            found.replicas(),
            memory.orElseGet(() -> ScaleMemory.startingAt(found.replicas(), now)),
            now);
    String reason =
        switch (decision.mode()) {
          case STABLE -> "FollowingLoad";
          case PANIC -> "FollowingBurst";
          case HOLD -> "HoldingWithoutLoad";
          case ZERO -> "ScaledToZero";
        };
    return scaled(
        subject, found, decision.replicas(), reason, decision.why(), Optional.of(decision));
  }

  private static ScaleStep scaled(
      Subject subject,
      TargetState.Found found,
      int replicas,
      String reason,
      String why,
      Optional<ScaleDecision> decision) {
    Finding finding = new Finding(subject.ref(), SCALING, true, reason, why);
    ScaleStatus status =
        new ScaleStatus(found.running(), replicas, found.selector(), Optional.of(finding));
    return new ScaleStep(status, OptionalInt.of(replicas), decision);
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
