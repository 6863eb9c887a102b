package dev.apifleet.translator;

import dev.apifleet.snapshot.RuleAction.Refuse;

/** What clients are told where a rule cannot be served as it is meant. */
final class Refusals {
  private static final int STATUS = 500;
  private static final String INVALID_RULE = "invalid_rule";

  private Refusals() {}

  static Refuse invalidRule() {
    return new Refuse(
        STATUS, INVALID_RULE, "The rule is not valid; the status of its ApiRoute says why.");
  }

  static boolean isInvalidRule(Refuse refuse) {
    return refuse.error().equals(INVALID_RULE);
  }

  static Refuse policyNotFound() {
    return new Refuse(
        STATUS,
        "policy_not_found",
        "A RateLimitPolicy of the rule is missing; the status of its ApiRoute names it.");
  }

  static Refuse noIdentityProvider() {
    return new Refuse(
        STATUS,
        "no_identity_provider",
        "The rule needs to know who asks and the fleet accepts no credentials; add identityProviders"
            + " or apiKeys to its GatewayFleet.");
  }

  static Refuse noBackend() {
    return new Refuse(
        STATUS, "no_backend", "All backendRefs of the rule have weight 0; raise one of them.");
  }
}
