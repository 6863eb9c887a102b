package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.problem.Problem;
import graphql.execution.AbortExecutionException;
import java.util.Map;

/** That an operation is not run at all. */
final class Refusal extends AbortExecutionException {

  private final transient Problem problem;

  Refusal(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  @Override
  public Map<String, Object> getExtensions() {
    return Map.of("error", problem.error(), "status", problem.status());
  }
}
