package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells from how conditions changed what people should notice: a normal apply is no part of it. */
final class Notices {
  private static final Set<String> TROUBLE = Set.of("Rejected", "Invalid");
  private static final String GONE = "NoGateways";
  private static final int MOST_TROUBLED = 10_000;

  /** Objects of which a failure was told, and not yet that it is over. */
  private final LinkedHashSet<ObjectRef> troubled = new LinkedHashSet<>();

  /**
   * @param before what was written, or null
   */
  synchronized List<Notice> of(
      ObjectRef object, List<StatusCondition> before, List<StatusCondition> after) {
    List<StatusCondition> old = before == null ? List.of() : before;
    List<Notice> notices = new ArrayList<>();
    accepted(old, after).ifPresent(notices::add);
    partly(old, after).ifPresent(notices::add);
    programmed(object, old, after, notices);
    return notices;
  }

  private static Optional<Notice> accepted(List<StatusCondition> old, List<StatusCondition> now) {
    return find(now, "Accepted")
        .flatMap(
            accepted -> {
              boolean was = is(old, "Accepted", "False");
              if ("False".equals(accepted.status())) {
                return was && saysTheSame(old, accepted)
                    ? Optional.empty()
                    : Optional.of(warning(accepted));
              }
              return was
                  ? Optional.of(new Notice(false, "Accepted", "accepted again"))
                  : Optional.empty();
            });
  }

  private static Optional<Notice> partly(List<StatusCondition> old, List<StatusCondition> now) {
    return find(now, "PartiallyInvalid")
        .filter(partly -> "True".equals(partly.status()) && !saysTheSame(old, partly))
        .map(Notices::warning);
  }

  private void programmed(
      ObjectRef object, List<StatusCondition> old, List<StatusCondition> now, List<Notice> told) {
    StatusCondition programmed = find(now, "Programmed").orElse(null);
    if (programmed == null) {
      return;
    }
    String before = find(old, "Programmed").map(StatusCondition::reason).orElse("");
    if (allGone(object, old, programmed)) {
      remember(object);
      told.add(warning(programmed));
    } else if (TROUBLE.contains(programmed.reason())) {
      remember(object);
      trouble(programmed, before).ifPresent(told::add);
    } else if ("True".equals(programmed.status())
        && (troubled.remove(object) || TROUBLE.contains(before))) {
      told.add(new Notice(false, "Programmed", programmed.message()));
    }
  }

  /** Of a fleet alone, which speaks for all that it serves; a new one has had none to lose. */
  private static boolean allGone(
      ObjectRef object, List<StatusCondition> old, StatusCondition programmed) {
    return object.kind().equals("GatewayFleet")
        && programmed.reason().equals(GONE)
        && find(old, "Programmed")
            .filter(was -> !was.reason().equals(GONE) && !was.status().equals("Unknown"))
            .isPresent();
  }

  private static Optional<Notice> trouble(StatusCondition programmed, String before) {
    if (programmed.reason().equals(before)) {
      return Optional.empty();
    }
    if (programmed.reason().equals("Rejected")) {
      return Optional.of(warning(programmed));
    }
    return Programming.servesLastGood(programmed.message())
        ? Optional.of(new Notice(true, "LastGoodServing", programmed.message()))
        : Optional.empty();
  }

  private void remember(ObjectRef object) {
    troubled.add(object);
    if (troubled.size() > MOST_TROUBLED) {
      troubled.removeFirst();
    }
  }

  private static Notice warning(StatusCondition condition) {
    return new Notice(true, condition.reason(), condition.message());
  }

  private static boolean saysTheSame(List<StatusCondition> old, StatusCondition now) {
    return find(old, now.type()).filter(c -> now.message().equals(c.message())).isPresent();
  }

  private static boolean is(List<StatusCondition> conditions, String type, String status) {
    return find(conditions, type).filter(c -> status.equals(c.status())).isPresent();
  }

  private static Optional<StatusCondition> find(List<StatusCondition> conditions, String type) {
    return conditions.stream().filter(c -> type.equals(c.type())).findFirst();
  }
}
