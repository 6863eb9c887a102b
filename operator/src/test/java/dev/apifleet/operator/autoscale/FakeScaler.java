package dev.apifleet.operator.autoscale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster's scale targets in memory; a changed size is running at once. */
final class FakeScaler implements Scaler {
  final Map<String, TargetState> targets = new HashMap<>();
  final List<String> calls = new ArrayList<>();

  /** Runs after a target was read and before the answer arrives. */
  Runnable beforeAnswer = () -> {};

  /** Whether no size can be set. */
  boolean refuses;

  void has(String name, int replicas) {
    targets.put(name, new TargetState.Found(replicas, replicas, "app=" + name));
  }

  int sizeOf(String name) {
    return ((TargetState.Found) targets.get(name)).replicas();
  }

  @Override
  public TargetState read(ScaleTarget target) {
    calls.add("read " + target.name());
    TargetState state = targets.getOrDefault(target.name(), new TargetState.Missing());
    beforeAnswer.run();
    return state;
  }

  @Override
  public TargetState scale(ScaleTarget target, int replicas) {
    calls.add("scale " + target.name() + " to " + replicas);
    if (refuses) {
      return new TargetState.Unreadable("the API server answered 500");
    }
    if (targets.get(target.name()) instanceof TargetState.Found) {
      has(target.name(), replicas);
    }
    return read(target);
  }
}
