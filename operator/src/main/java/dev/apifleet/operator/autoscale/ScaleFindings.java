package dev.apifleet.operator.autoscale;

import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;

/** Why a target is not scaled, each with what to do. */
final class ScaleFindings {
  private ScaleFindings() {}

  static Finding missing(Subject subject) {
    ScaleTarget target = subject.target();
    return no(
        subject,
        "TargetNotFound",
        "spec.scaleTargetRef.name: no %s in namespace \"%s\"; create it or correct the name"
            .formatted(name(target), target.namespace()));
  }

  static Finding notScalable(Subject subject) {
    ScaleTarget target = subject.target();
    return no(
        subject,
        "TargetNotScalable",
        "spec.scaleTargetRef: the cluster has no kind %s in %s that can be scaled; name one with a scale subresource, as Deployment in apps/v1"
            .formatted(target.kind(), target.apiVersion()));
  }

  static Finding unreadable(Subject subject, String problem) {
    return no(
        subject,
        "TargetUnreachable",
        "%s: the scale of %s can not be read or set: %s"
            .formatted(field(subject), name(subject.target()), problem));
  }

  static Finding heldByHpa(Subject subject, String hpa) {
    return no(
        subject,
        "HpaPresent",
        "%s: HorizontalPodAutoscaler \"%s\" scales %s already; delete it, or %s"
            .formatted(field(subject), hpa, name(subject.target()), instead(subject)));
  }

  static Finding handingOver(Subject subject, String hpa) {
    return no(
        subject,
        "HandingOver",
        "HorizontalPodAutoscaler \"%s\" scales %s until it is deleted"
            .formatted(hpa, name(subject.target())));
  }

  static Finding hpaRefused(Subject subject, String problem) {
    return no(
        subject,
        "HpaNotWritten",
        "spec.autoscaling.mode: HorizontalPodAutoscaler \"%s\" can not be written or deleted: %s"
            .formatted(PoolHpa.name(subject), problem));
  }

  static Finding hpaNameTaken(Subject subject) {
    return no(
        subject,
        "HpaNotWritten",
        "spec.autoscaling.mode: HorizontalPodAutoscaler \"%s\" exists and does not belong to this pool; delete or rename it"
            .formatted(PoolHpa.name(subject)));
  }

  static Finding heldByOther(Subject subject, ObjectRef other) {
    return no(
        subject,
        "Conflicted",
        "%s: %s \"%s\" is older and scales %s already; name another target, or %s"
            .formatted(
                field(subject),
                other.kind(),
                other.name(),
                name(subject.target()),
                instead(subject)));
  }

  private static String field(Subject subject) {
    return "spec." + (subject.ownsTarget() ? subject.wish() : "scaleTargetRef");
  }

  private static String instead(Subject subject) {
    return subject.ownsTarget()
        ? "let it scale the GatewayFleet itself"
        : "remove spec.%s here".formatted(subject.wish());
  }

  private static String name(ScaleTarget target) {
    return "%s \"%s\"".formatted(target.kind(), target.name());
  }

  private static Finding no(Subject subject, String reason, String message) {
    return new Finding(subject.ref(), ScaleStep.SCALING, false, reason, message);
  }
}
