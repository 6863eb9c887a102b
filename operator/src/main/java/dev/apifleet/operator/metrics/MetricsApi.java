package dev.apifleet.operator.metrics;

import dev.apifleet.operator.autoscale.PoolLoads;
import dev.apifleet.translator.ObjectRef;
import java.time.InstantSource;
import java.util.function.Function;

/** Answers the questions of autoscalers, to those who may ask them. Blocks. */
final class MetricsApi {
  private final PoolLoads loads;
  private final Access access;
  private final InstantSource clock;

  MetricsApi(PoolLoads loads, Access access, InstantSource clock) {
    this.loads = loads;
    this.access = access;
    this.clock = clock;
  }

  Answer answer(Caller caller, Question question) {
    return switch (question) {
      case Question.Discovery() -> Answer.discovery();
      case Question.Unreadable(int status, String message) -> Answer.problem(status, message);
      case Question.External asked ->
          allowed(
              caller,
              new Access.Wish(
                  Question.GROUP, asked.metric().externalName(), asked.pool().namespace(), ""),
              asked.pool(),
              load -> Answer.external(asked, load, clock.instant()));
      case Question.Whole asked ->
          allowed(
              caller,
              new Access.Wish(
                  "apifleet.dev", "backendpools", asked.pool().namespace(), asked.pool().name()),
              asked.pool(),
              Answer::whole);
    };
  }

  /** Nobody learns what there is without the right to. */
  private Answer allowed(
      Caller caller, Access.Wish wish, ObjectRef pool, Function<PoolLoads.Load, Answer> answer) {
    if (!access.mayGet(caller, wish)) {
      return Answer.problem(
          403,
          "\"%s\" may not get %s.%s in namespace \"%s\""
              .formatted(caller.user(), wish.resource(), wish.group(), wish.namespace()));
    }
    return loads
        .of(pool)
        .map(answer)
        .orElseGet(
            () ->
                Answer.problem(
                    404, "no gateway reports load of BackendPool " + pool.qualifiedName()));
  }
}
