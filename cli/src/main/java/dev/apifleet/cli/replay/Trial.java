package dev.apifleet.cli.replay;

import dev.apifleet.cli.replay.Judgement.Outcome;
import dev.apifleet.cli.replay.Rules.Phase;
import dev.apifleet.cli.replay.Rules.Target;
import dev.apifleet.gateway.limit.Cost;
import dev.apifleet.gateway.limit.CounterKey;
import dev.apifleet.gateway.limit.RejectedKey;
import dev.apifleet.gateway.limit.TierLimit;
import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Ledger;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * The policies of one snapshot at work on the requests of a log, at the times that the log tells,
 * with the arithmetic of gateways that ask Redis for each request.
 */
final class Trial {
  private static final int UNAUTHORIZED = 401;

  private final Rules rules;
  private final Defaults defaults;
  private final Ledger ledger;

  /**
   * What lines do not tell.
   *
   * @param tier null for {@code anonymous} or, with a subject or API key, {@code free}
   * @param host null for none
   */
  record Defaults(String tier, String host) {
    String tierOf(LogLine line) {
      if (line.tier() != null) {
        return line.tier();
      }
      return tier != null ? tier : line.isAnonymous() ? "anonymous" : "free";
    }
  }

  /** What a policy charges a request: a charge for each of the tier's limits. */
  private record Bill(
      PolicyConfig policy, String hash, List<TierLimit> limits, List<Charge> charges) {}

  Trial(Rules rules, Defaults defaults, long keys) {
    this.rules = rules;
    this.defaults = defaults;
    this.ledger = new Ledger(keys);
  }

  /** What becomes of a request; times never go back. */
  Judgement judge(LogLine line, long now) {
    Logged request = Logged.of(line, defaults.host());
    Target target = rules.find(request);
    if (target == null) {
      return new Judgement.Unmatched();
    }
    return target.refuses()
        ? new Judgement.Refused(target.routeAndRule())
        : held(request.by(target.routeAndRule()), target, now);
  }

  /** A request with a bad credential meets only what comes before who asks is known. */
  private Judgement held(Logged request, Target target, long now) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Phase phase : target.phases()) {
      if (phase.authenticated() && request.line().status() == UNAUTHORIZED
          || !passes(phase, phase.authenticated() ? request : request.anonymous(), now, outcomes)) {
        break;
      }
    }
    return new Judgement.Held(defaults.tierOf(request.line()), outcomes);
  }

  private boolean passes(Phase phase, Logged request, long now, List<Outcome> outcomes) {
    phase.shadows().forEach(shadow -> meet(List.of(shadow), request, now, outcomes));
    return meet(phase.enforced(), request, now, outcomes);
  }

  /** Charges all policies or none, and says whether they let the request pass. */
  private boolean meet(
      List<PolicyConfig> policies, Logged request, long now, List<Outcome> outcomes) {
    String tier = request.isIdentified() ? defaults.tierOf(request.line()) : "anonymous";
    List<Bill> bills =
        policies.stream()
            .map(policy -> bill(policy, tier, request))
            .filter(bill -> !bill.charges().isEmpty())
            .toList();
    if (bills.isEmpty()) {
      return true;
    }
    List<Charge> charges = bills.stream().flatMap(bill -> bill.charges().stream()).toList();
    return switch (ledger.ask(new Ask.Take(charges), now)) {
      case Answer.Taken(List<Grant> grants) -> {
        each(bills, grants, (bill, own) -> outcomes.add(admitted(bill, own, request, now)));
        yield true;
      }
      case Answer.Standings(List<Standing> counters) -> {
        each(bills, counters, (bill, own) -> outcomes.add(outcome(bill, own, tier, request)));
        yield false;
      }
      case Answer.Done() -> throw new IllegalStateException("a take was answered as done");
    };
  }

  private static Bill bill(PolicyConfig policy, String tier, Logged request) {
    String hash = CounterKey.hash(policy, request);
    CostConfig config = policy.cost();
    String header = config.header() == null ? null : request.header(config.header());
    long cost = Cost.of(config, header, request.line().requestBytes());
    List<TierLimit> limits = TierLimit.of(policy, tier);
    List<Charge> charges = new ArrayList<>(limits.size());
    for (TierLimit limit : limits) {
      String name = CounterKey.of(hash, policy.name(), tier, limit.counter());
      charges.add(new Charge(new Counter(name, limit.limit(), 0, 1), cost, 0, 0));
    }
    return new Bill(policy, hash, limits, charges);
  }

  private static <T> void each(List<Bill> bills, List<T> answers, BiConsumer<Bill, List<T>> then) {
    int at = 0;
    for (Bill bill : bills) {
      int end = at + bill.charges().size();
      then.accept(bill, answers.subList(at, end));
      at = end;
    }
  }

  /** What the answer said of the cost is settled at once: the log does not tell when it came. */
  private Outcome admitted(Bill bill, List<Grant> grants, Logged request, long now) {
    long delay = 0;
    OptionalLong cost = request.line().cost();
    for (int i = 0; i < grants.size(); i++) {
      Charge charge = bill.charges().get(i);
      delay = Math.max(delay, grants.get(i).delayMillis());
      if (bill.policy().cost().responseHeader() != null && cost.isPresent()) {
        long more = Math.min(cost.getAsLong(), bill.policy().cost().most()) - charge.cost();
        long stamp = more < 0 ? grants.get(i).stamp() : 0;
        ledger.ask(new Ask.Settle(charge.counter(), more, stamp), now);
      }
    }
    return new Outcome(bill.policy(), null, null, delay);
  }

  private static Outcome outcome(Bill bill, List<Standing> counters, String tier, Logged request) {
    TierLimit exceeded = null;
    long wait = -1;
    for (int i = 0; i < counters.size(); i++) {
      if (counters.get(i).exhausted() && counters.get(i).waitMillis() > wait) {
        exceeded = bill.limits().get(i);
        wait = counters.get(i).waitMillis();
      }
    }
    RejectedKey key =
        exceeded == null ? null : RejectedKey.of(bill.policy(), tier, bill.hash(), request);
    return new Outcome(bill.policy(), exceeded, key, 0);
  }
}
