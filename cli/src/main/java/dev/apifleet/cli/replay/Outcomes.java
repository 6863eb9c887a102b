package dev.apifleet.cli.replay;

import dev.apifleet.cli.replay.Judgement.Held;
import dev.apifleet.cli.replay.Judgement.Outcome;
import dev.apifleet.gateway.limit.TierLimit;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** What policies would have made of the requests of a log. */
final class Outcomes {
  private final SortedMap<String, Tally> policies = new TreeMap<>();
  private final SortedMap<String, Tally> tiers = new TreeMap<>();
  private final SortedMap<Exceeded, Tally> limits =
      new TreeMap<>(
          Comparator.comparing(Exceeded::policy)
              .thenComparing(Exceeded::tier)
              .thenComparing(exceeded -> exceeded.limit().counter()));
  private final Tally all = new Tally();
  private final Busiest busiest = new Busiest();
  private final Victims victims = new Victims();
  private final Victims newly = new Victims();
  private final Victims noLonger = new Victims();
  private long first = Long.MIN_VALUE;
  private long last;
  private long unmatched;
  private long refused;

  /** A limit that was too small for some. */
  record Exceeded(String policy, String tier, TierLimit limit) {}

  void add(Judgement judgement, long now) {
    switch (judgement) {
      case Judgement.Unmatched _ -> unmatched++;
      case Judgement.Refused _ -> refused++;
      case Held held -> add(held, held.rejection() != null, now);
    }
    first = first == Long.MIN_VALUE ? now : first;
    last = now;
  }

  private void add(Held held, boolean rejected, long now) {
    all.add(rejected);
    busiest.add(now, rejected);
    if (held.isLimited()) {
      tiers.computeIfAbsent(held.tier(), _ -> new Tally()).add(rejected);
    }
    held.outcomes().forEach(outcome -> add(outcome, now));
  }

  private void add(Outcome outcome, long now) {
    PolicyConfig policy = outcome.policy();
    Tally tally = policies.computeIfAbsent(policy.name(), _ -> new Tally());
    tally.add(outcome.isRejection());
    if (outcome.delayMillis() > 0) {
      tally.addDelayed();
    }
    if (outcome.isRejection()) {
      Exceeded exceeded = new Exceeded(policy.name(), outcome.key().tier(), outcome.exceeded());
      limits.computeIfAbsent(exceeded, _ -> new Tally()).add(true);
      victims.add(outcome, now);
    }
  }

  /** Notes what is decided otherwise than today. */
  void compare(Judgement today, Judgement proposed, long now) {
    Outcome before = today.rejection();
    Outcome after = proposed.rejection();
    if (before == null && after != null) {
      newly.add(after, now);
    } else if (before != null && after == null) {
      noLonger.add(before, now);
    }
  }

  SortedMap<String, Tally> policies() {
    return policies;
  }

  SortedMap<String, Tally> tiers() {
    return tiers;
  }

  SortedMap<Exceeded, Tally> limits() {
    return limits;
  }

  Tally all() {
    return all;
  }

  Busiest busiest() {
    return busiest;
  }

  Victims victims() {
    return victims;
  }

  Victims newly() {
    return newly;
  }

  Victims noLonger() {
    return noLonger;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  long unmatched() {
    return unmatched;
  }

  long refused() {
    return refused;
  }
}
