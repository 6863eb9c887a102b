package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.PolicyConfig.LimitConfig;

/** What a policy says about a request. */
sealed interface Verdict {
  /** The policy does not limit the request: its tier is not listed, or the store is away. */
  record Unlimited() implements Verdict {}

  /** The request was held against its limit. */
  record Counted(LimitConfig limit, Decision decision) implements Verdict {}

  /** Nobody can tell, and the policy wants such requests refused. */
  record StoreAway() implements Verdict {}
}
