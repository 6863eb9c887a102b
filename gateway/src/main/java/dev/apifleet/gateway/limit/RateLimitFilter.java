package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.OnEventLoop;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;

/**
 * Holds requests against a policy, and tells clients where they stand. A policy in shadow mode is
 * invisible to them: it only counts.
 */
public final class RateLimitFilter implements Filter {
  private final RateLimiter limiter;
  private final boolean enforced;
  private final RateLimitHeaders headers;
  private final RateLimitProblems problems;

  public RateLimitFilter(RateLimiter limiter) {
    PolicyConfig policy = limiter.policy();
    this.limiter = limiter;
    this.enforced = policy.mode() == Mode.ENFORCE;
    this.headers = new RateLimitHeaders(policy.name());
    this.problems = new RateLimitProblems(policy);
  }

  @Override
  public void apply(Exchange exchange) {
    limiter.decide(exchange, OnEventLoop.resume(answer -> act(exchange, answer)));
  }

  @Override
  public String describe() {
    return "RateLimit " + limiter.policy().name();
  }

  private void act(Exchange exchange, Verdict verdict) {
    Problem problem = enforced ? enforce(exchange, verdict) : null;
    if (problem == null) {
      exchange.proceed();
    } else {
      exchange.reject(problem);
    }
  }

  private Problem enforce(Exchange exchange, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Unlimited _ -> null;
      case Verdict.StoreAway _ -> problems.storeAway();
      case Verdict.Counted counted -> {
        headers.add(exchange.responseHeaders(), counted);
        yield counted.decision() instanceof Decision.Rejected rejected
            ? problems.limited(exchange, counted.limit(), rejected)
            : null;
      }
    };
  }
}
