package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.Answer.Standing;
import java.util.List;

/**
 * A request held against one policy.
 *
 * @param from where the account's slots begin among the parts of the whole question
 */
record Held(RateLimiter limiter, Account account, long cost, int from) {
  /** The part of an outcome's list that is about this policy. */
  <T> List<T> of(List<T> all) {
    return all.subList(from, from + account.slots().size());
  }

  /** The limit that has refused the request and keeps it waiting longest; -1 where none has. */
  int refusing(List<Standing> all) {
    return Standing.shortLongest(of(all));
  }
}
