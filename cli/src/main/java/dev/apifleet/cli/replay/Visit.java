package dev.apifleet.cli.replay;

import dev.apifleet.cli.replay.Judgement.Outcome;
import dev.apifleet.cli.replay.Rules.Phase;
import dev.apifleet.cli.replay.Rules.Target;
import dev.apifleet.cli.replay.Trial.Defaults;
import dev.apifleet.gateway.limit.Cost;
import dev.apifleet.gateway.limit.CounterKey;
import dev.apifleet.gateway.limit.RejectedKey;
import dev.apifleet.gateway.limit.TierLimit;
import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Ask.Settle;
import dev.apifleet.gateway.limit.count.Ledger;
import dev.apifleet.gateway.limit.manage.CounterSet;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * One request on its way through the policies of a rule, as in a gateway: all that act at the same
 * point charge it or none, what a later one refuses costs nothing in an earlier one, and policies
 * in shadow mode count what the others let pass.
 */
final class Visit {
  private static final int UNAUTHORIZED = 401;

  private final Ledger ledger;
  private final Defaults defaults;
  private final long now;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Settle> refunds = new ArrayList<>();
  private final List<Settle> settlements = new ArrayList<>();

  /** What a policy charges a request: a charge for each of the tier's limits. */
  private record Bill(CounterSet counters, List<Charge> charges) {
    PolicyConfig policy() {
      return counters.policy();
    }
  }

  Visit(Ledger ledger, Defaults defaults, long now) {
    this.ledger = ledger;
    this.defaults = defaults;
    this.now = now;
  }

  /** A request with a bad credential meets only what comes before who asks is known. */
  Judgement through(Logged request, Target target) {
    boolean passes = true;
    for (Phase phase : target.phases()) {
      boolean reached = !phase.authenticated() || request.line().status() != UNAUTHORIZED;
      Logged known = phase.authenticated() ? request : request.anonymous();
      passes = passes && (!reached || passes(phase, known));
    }
    List<Settle> end = passes ? settlements : refunds;
    end.forEach(settle -> ledger.ask(settle, now));
    return new Judgement.Held(defaults.tierOf(request.line()), outcomes);
  }

  private boolean passes(Phase phase, Logged request) {
    List<Settle> charged = meet(phase.enforced(), request);
    if (charged == null) {
      return false;
    }
    refunds.addAll(charged);
    phase.shadows().forEach(shadow -> meet(List.of(shadow), request));
    return true;
  }

  /**
   * Charges all policies or none; returns what gives the charges back, null where there are none.
   */
  private List<Settle> meet(List<PolicyConfig> policies, Logged request) {
    List<Bill> bills =
        policies.stream()
            .map(policy -> bill(policy, request))
            .filter(bill -> !bill.charges().isEmpty())
            .toList();
    if (bills.isEmpty()) {
      return List.of();
    }
    List<Charge> charges = bills.stream().flatMap(bill -> bill.charges().stream()).toList();
    return switch (ledger.ask(new Ask.Take(charges), now)) {
      case Answer.Taken(List<Grant> grants) -> {
        List<Settle> charged = new ArrayList<>();
        each(bills, grants, (bill, own) -> outcomes.add(admitted(bill, own, request, charged)));
        yield charged;
      }
      case Answer.Standings(List<Standing> counters) -> {
        each(bills, counters, (bill, own) -> outcomes.add(rejected(bill, own, request)));
        yield null;
      }
      case Answer.Done() -> throw new IllegalStateException("a take was answered as done");
    };
  }

  private Bill bill(PolicyConfig policy, Logged request) {
    String tier = request.isIdentified() ? defaults.tierOf(request.line()) : "anonymous";
    String hash = CounterKey.hash(policy, request);
    CostConfig config = policy.cost();
    String header = config.header() == null ? null : request.header(config.header());
    long cost = Cost.of(config, header, request.line().requestBytes());
    CounterSet set = new CounterSet(policy, tier, hash);
    return new Bill(
        set, set.counters().stream().map(counter -> new Charge(counter, cost, 0, 0)).toList());
  }

  private static <T> void each(List<Bill> bills, List<T> answers, BiConsumer<Bill, List<T>> then) {
    int at = 0;
    for (Bill bill : bills) {
      int end = at + bill.charges().size();
      then.accept(bill, answers.subList(at, end));
      at = end;
    }
  }

  private Outcome admitted(Bill bill, List<Grant> grants, Logged request, List<Settle> charged) {
    long delay = 0;
    for (int i = 0; i < grants.size(); i++) {
      Charge charge = bill.charges().get(i);
      Grant grant = grants.get(i);
      delay = Math.max(delay, grant.delayMillis());
      charged.add(new Settle(charge.counter(), -charge.cost(), grant.stamp()));
      settle(bill.policy().cost(), charge, grant, request.line().cost());
    }
    return new Outcome(bill.policy(), null, null, delay);
  }

  /** What the answer said of the cost is settled at once: the log does not tell when it came. */
  private void settle(CostConfig config, Charge charge, Grant grant, OptionalLong cost) {
    if (config.responseHeader() != null && cost.isPresent()) {
      long more = Math.min(cost.getAsLong(), config.most()) - charge.cost();
      settlements.add(new Settle(charge.counter(), more, more < 0 ? grant.stamp() : 0));
    }
  }

  private static Outcome rejected(Bill bill, List<Standing> counters, Logged request) {
    CounterSet set = bill.counters();
    int which = Standing.shortLongest(counters);
    TierLimit exceeded = which < 0 ? null : set.limits().get(which);
    RejectedKey key =
        exceeded == null ? null : RejectedKey.of(set.policy(), set.tier(), set.hash(), request);
    return new Outcome(bill.policy(), exceeded, key, 0);
  }
}
