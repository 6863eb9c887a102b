package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.DeletionCosts.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ready pods of one Deployment in memory. */
final class FakePods implements Idlest.Pods {
  final List<String> calls = new ArrayList<>();
  boolean refuses;

  /** Was deleted after it was listed. */
  String gone = "";

  private List<Candidate> ready = List.of();

  void ready(String... names) {
    ready = Stream.of(names).map(name -> new Candidate(name, Optional.empty())).toList();
  }

  @Override
  public List<Candidate> ready(String namespace, String selector) {
    return ready;
  }

  @Override
  public void cost(String namespace, String pod, Optional<Integer> cost) {
    if (refuses) {
      throw new IllegalStateException("forbidden");
    }
    if (pod.equals(gone)) {
      throw new IllegalStateException("404");
    }
    calls.add(pod + ": " + cost.map(String::valueOf).orElse("none"));
  }
}
