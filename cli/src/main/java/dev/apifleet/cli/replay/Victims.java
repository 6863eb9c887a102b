package dev.apifleet.cli.replay;

import dev.apifleet.cli.replay.Judgement.Outcome;
import dev.apifleet.gateway.limit.RejectedKey;
import dev.apifleet.gateway.limit.top.SpaceSaving;
import dev.apifleet.gateway.limit.top.SpaceSaving.Frequent;
import java.util.List;

/** Who was rejected most often, of any number of keys. */
final class Victims {
  private static final int CAPACITY = 10_000;

  private final SpaceSaving<Victim> keys = new SpaceSaving<>(CAPACITY);

  /** A key of a policy. */
  record Victim(String policy, RejectedKey key) {}

  void add(Outcome outcome, long millis) {
    keys.add(new Victim(outcome.policy().name(), outcome.key()), millis);
  }

  long total() {
    return keys.total();
  }

  List<Frequent<Victim>> top(int most) {
    return keys.top(most);
  }
}
