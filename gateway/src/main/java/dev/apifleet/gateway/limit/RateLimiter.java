package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import io.vertx.core.MultiMap;

/** One policy as a rule's filter holds requests against it. */
final class RateLimiter {
  private final Plan plan;
  private final Accounts accounts;
  private final PolicyMeters meters;
  private final Rejections rejections;

  RateLimiter(Plan plan, Accounts accounts, PolicyMeters meters, Rejections rejections) {
    this.plan = plan;
    this.accounts = accounts;
    this.meters = meters;
    this.rejections = rejections;
  }

  PolicyConfig policy() {
    return plan.policy();
  }

  /** What a request is charged. */
  long cost(MultiMap headers, long bodyBytes) {
    CostConfig cost = policy().cost();
    return Cost.of(cost, cost.header() == null ? null : headers.get(cost.header()), bodyBytes);
  }

  /** The account that a request is held against; null where its tier is not limited. */
  Account account(String tier, KeyValues request) {
    return accounts.of(plan, tier, request);
  }

  /**
   * A request was rejected.
   *
   * @param account that it was held against
   * @param alone whether without the shared store
   */
  void rejected(Account account, KeyValues request, boolean alone) {
    meters.rejected(alone);
    rejections.add(
        policy().name(), RejectedKey.of(policy(), account.tier(), account.hash(), request));
  }

  PolicyMeters meters() {
    return meters;
  }
}
