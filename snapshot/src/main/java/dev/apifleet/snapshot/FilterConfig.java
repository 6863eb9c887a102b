package dev.apifleet.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One step between match and backend. Their order in a rule is the order in which they act. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FilterConfig.RateLimit.class, name = "rateLimit"),
  @JsonSubTypes.Type(value = FilterConfig.Authenticate.class, name = "authenticate"),
  @JsonSubTypes.Type(value = FilterConfig.Cache.class, name = "cache")
})
public sealed interface FilterConfig {
  /** Counts the request against a policy, {@code namespace/name} of a {@link PolicyConfig}. */
  record RateLimit(String policy) implements FilterConfig {}

  /**
   * Reads who asks from a bearer token. A token that is presented must be valid, required or not.
   *
   * @param required whether a request without a token is refused
   * @param roles one of them is needed, where any is listed
   * @param scopes all of them are needed
   */
  record Authenticate(boolean required, List<String> roles, List<String> scopes)
      implements FilterConfig {
    public Authenticate {
      roles = Lists.copy(roles);
      scopes = Lists.copy(scopes);
    }
  }

  /** Answers from the cache while fresh, and keeps what may be kept for at most this long. */
  record Cache(long ttlMillis) implements FilterConfig {}
}
