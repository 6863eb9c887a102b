package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.util.function.Supplier;

/** The place of an item in a body, for problems that are about it: {@code delete[3].id}. */
record At(String list, int index) {

  static <T> T of(String list, int index, Supplier<T> check) {
    try {
      return check.get();
    } catch (ProblemException problem) {
      throw (ProblemException) new At(list, index).explained(problem);
    }
  }

  Throwable explained(Throwable failure) {
    return failure instanceof ProblemException known && known.problem().status() < 500
        ? new ProblemException(placed(known.problem()), failure)
        : failure;
  }

  private Problem placed(Problem problem) {
    String place = list + "[" + index + "]";
    return new Problem(
        problem.type(),
        problem.title(),
        problem.status(),
        problem.detail(),
        problem.error(),
        problem.field() == null ? place : place + "." + problem.field());
  }
}
