package dev.apifleet.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a request meets at the end of its rule's filters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RuleAction.Forward.class, name = "forward"),
  @JsonSubTypes.Type(value = RuleAction.Refuse.class, name = "refuse")
})
public sealed interface RuleAction {
  /**
   * Goes to one of the pools, chosen by weight.
   *
   * @param backends weights of 0 get nothing
   * @param requestTimeoutMillis from the first byte of the request to the last of the response's
   *     head, all tries included
   * @param retryAttempts further tries after the first, for what is safe to repeat
   */
  record Forward(List<WeightedPool> backends, long requestTimeoutMillis, int retryAttempts)
      implements RuleAction {
    public Forward {
      backends = Lists.copy(backends);
    }
  }

  /** Is answered with a problem, because something that the rule needs is missing. */
  record Refuse(int status, String error, String detail) implements RuleAction {}

  /**
   * A pool and its share of the rule's requests.
   *
   * @param pool {@code namespace/name} of a {@link PoolConfig}, or null for a reference to nothing:
   *     its share gets 500
   */
  record WeightedPool(String pool, int weight) {}
}
