package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.OnEventLoop;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.snapshot.FilterConfig.FailureLimit;
import io.vertx.core.MultiMap;
import java.util.Map;

/**
 * Refuses a client address for the rest of a window once so many of its requests have failed.
 * Requests under way when the limit is reached still finish.
 */
public final class FailureLimitFilter implements Filter {
  private final FailureLimit config;
  private final int[] statuses;
  private final String routeAndRule;
  private final Failures failures;

  /**
   * @param routeAndRule names the rule that the filter belongs to; each rule counts for itself
   */
  public FailureLimitFilter(FailureLimit config, String routeAndRule, Failures failures) {
    this.config = config;
    this.statuses = config.statuses().stream().mapToInt(Integer::intValue).toArray();
    this.routeAndRule = routeAndRule;
    this.failures = failures;
  }

  @Override
  public void apply(Exchange exchange) {
    String client = routeAndRule + ' ' + exchange.clientKey();
    failures
        .waitMillis(client, config.failures())
        .onSuccess(OnEventLoop.<Long>resume(wait -> act(exchange, client, wait))::accept);
  }

  private void act(Exchange exchange, String client, long waitMillis) {
    if (waitMillis > 0) {
      exchange.reject(problem(Math.ceilDiv(waitMillis, 1000)));
    } else {
      if (exchange.dryRun() == null) {
        exchange.tap(new Watch(client));
      }
      exchange.proceed();
    }
  }

  private Problem problem(long retryAfter) {
    long window = RateLimitHeaders.seconds(config.windowMillis());
    String detail =
        "Your address may fail %d times in %d s here, and has done so. Try again in %d s."
            .formatted(config.failures(), window, retryAfter);
    return new Problem(
        429,
        "too_many_failures",
        "Too many failed requests",
        detail,
        Map.of(
            "policy",
            "FailureLimit",
            "rule",
            routeAndRule,
            "key",
            "ip",
            "limit",
            config.failures(),
            "window",
            window,
            "statusCodes",
            config.statuses(),
            "retryAfter",
            retryAfter),
        Map.of("Retry-After", Long.toString(retryAfter)));
  }

  private final class Watch implements ResponseTap {
    private final String client;

    Watch(String client) {
      this.client = client;
    }

    @Override
    public Body head(int status, MultiMap headers) {
      see(status);
      return null;
    }

    @Override
    public void ownHead(int status, MultiMap headers) {
      see(status);
    }

    private void see(int status) {
      for (int failure : statuses) {
        if (failure == status) {
          failures.count(client, config.windowMillis());
        }
      }
    }
  }
}
