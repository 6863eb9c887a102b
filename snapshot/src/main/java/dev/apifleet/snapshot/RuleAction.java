package dev.apifleet.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;

/** What a request meets at the end of its rule's filters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RuleAction.Forward.class, name = "forward"),
  @JsonSubTypes.Type(value = RuleAction.Redirect.class, name = "redirect"),
  @JsonSubTypes.Type(value = RuleAction.Respond.class, name = "respond"),
  @JsonSubTypes.Type(value = RuleAction.Refuse.class, name = "refuse")
})
public sealed interface RuleAction {
  /**
   * Goes to one of the pools, chosen by weight.
   *
   * @param backends weights of 0 get nothing
   * @param retry further tries after the first, for what is safe to repeat
   * @param hedge a second try beside the first, or null
   * @param maxBodyBytes longer bodies are refused; 0 for what the fleet allows
   * @param fallback what the client gets when no backend can answer, or null for the problem
   */
  record Forward(
      List<WeightedPool> backends,
      Timeouts timeouts,
      Retry retry,
      Hedge hedge,
      Priority priority,
      long maxBodyBytes,
      Fallback fallback)
      implements RuleAction {
    public Forward {
      backends = Lists.copy(backends);
      priority = Objects.requireNonNullElse(priority, Priority.NORMAL);
    }

    /** A forward with the defaults of the resource. */
    public Forward(List<WeightedPool> backends, long requestTimeoutMillis, int retryAttempts) {
      this(
          backends,
          new Timeouts(requestTimeoutMillis, 0, 300_000),
          new Retry(retryAttempts, List.of(502, 503, 504), 25, 250),
          null,
          Priority.NORMAL,
          0,
          null);
    }
  }

  /**
   * Sends the client to another address; what is null, or 0, stays as it was asked for.
   *
   * @param port 0 for the well-known one of the scheme where that is given
   */
  record Redirect(String scheme, String hostname, int port, PathEdit path, int status)
      implements RuleAction {}

  /** Is answered without a backend. */
  record Respond(int status, String contentType, String body, List<HeaderEdits.Header> headers)
      implements RuleAction {
    public Respond {
      body = Objects.requireNonNullElse(body, "");
      headers = Lists.copy(headers);
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

  /**
   * How long a request may take; 0 is no limit.
   *
   * @param requestMillis from the first byte of the request to the last of the response's head, all
   *     tries included
   * @param perTryMillis until the last byte of the response's head of one try
   * @param idleMillis without a byte in either direction once the answer began
   */
  record Timeouts(long requestMillis, long perTryMillis, long idleMillis) {}

  /**
   * When a request is tried again.
   *
   * @param attempts further tries after the first
   * @param statuses answers after which it is
   * @param backOffMillis longest wait before the first of them; each further one doubles it
   * @param maxBackOffMillis longest wait before any
   */
  record Retry(int attempts, List<Integer> statuses, long backOffMillis, long maxBackOffMillis) {
    public Retry {
      statuses = Lists.copy(statuses);
    }
  }

  /** So many further tries start beside the first, each after this long. */
  record Hedge(long afterMillis, int attempts) {}

  /** Which requests are shed last. */
  enum Priority {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL
  }

  /**
   * What a client gets when no backend can answer.
   *
   * @param stale whether an expired answer from the cache serves, where there is one
   * @param response else this answer; null for the problem
   */
  record Fallback(boolean stale, Respond response) {}
}
