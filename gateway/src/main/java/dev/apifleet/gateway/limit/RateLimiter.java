package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.PolicyConfig;

/** One policy as a rule's filter holds requests against it. */
final class RateLimiter {
  private final Plan plan;
  private final Accounts accounts;
  private final PolicyMeters meters;
  private final Cost cost;

  RateLimiter(Plan plan, Accounts accounts, PolicyMeters meters) {
    this.plan = plan;
    this.accounts = accounts;
    this.meters = meters;
    this.cost = new Cost(plan.policy().cost());
  }

  PolicyConfig policy() {
    return plan.policy();
  }

  Cost cost() {
    return cost;
  }

  /** The account that a request is held against; null where its tier is not limited. */
  Account account(String tier, KeyValues request) {
    return accounts.of(plan, tier, request);
  }

  PolicyMeters meters() {
    return meters;
  }
}
