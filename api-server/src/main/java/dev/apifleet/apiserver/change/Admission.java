package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many streams are open, in all and for each subject; more than the limits are refused. */
final class Admission {

  private final int most;
  private final int mostPerSubject;
  private final ChangeMetrics metrics;
  private final Map<String, Integer> open = new HashMap<>();
  private int all;

  Admission(int most, int mostPerSubject, ChangeMetrics metrics) {
    this.most = most;
    this.mostPerSubject = mostPerSubject;
    this.metrics = metrics;
    metrics.streams(this::count);
  }

  /** An open stream; give it back once, more often does no harm. */
  record Slot(Runnable back) {}

  synchronized int count() {
    return all;
  }

  /** A quarter of the places is not for those without a name, whom no limit of their own holds. */
  synchronized Slot enter(Caller caller) {
    String subject = caller.subject();
    if (all >= most || subject == null && open.getOrDefault("", 0) >= most - (most + 3) / 4) {
      throw refused(Problem.unavailable("streams-full", "Too many streams here; try again."));
    }
    if (subject != null && open.getOrDefault(subject, 0) >= mostPerSubject) {
      throw refused(
          Problem.of(
              429, "too-many-streams", "You have " + mostPerSubject + " streams; close some."));
    }
    all++;
    open.merge(subject == null ? "" : subject, 1, Integer::sum);
    AtomicBoolean left = new AtomicBoolean();
    return new Slot(
        () -> {
          if (left.compareAndSet(false, true)) {
            leave(subject == null ? "" : subject);
          }
        });
  }

  private synchronized void leave(String subject) {
    all--;
    open.computeIfPresent(subject, (name, count) -> count == 1 ? null : count - 1);
  }

  private ProblemException refused(Problem problem) {
    metrics.refused(problem.error());
    return new ProblemException(problem);
  }
}
