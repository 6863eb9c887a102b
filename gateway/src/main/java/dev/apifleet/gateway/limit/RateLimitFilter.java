package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.OnEventLoop;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.lease.Charged;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Outcome;
import dev.apifleet.gateway.limit.lease.Part;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds requests against the policies of a rule that act at the same point, and tells clients where
 * they stand. All of them admit a request, or none is charged for it; what earlier limits of the
 * same request have charged goes back too. Policies in shadow mode are invisible to clients: each
 * by itself, they count what the others let pass.
 */
public final class RateLimitFilter implements Filter {
  /** So much of a body is measured whose length the client does not tell. */
  private static final int MOST_BODY_BYTES = 10 * 1024 * 1024;

  private final List<RateLimiter> enforced;
  private final List<RateLimiter> shadows;
  private final Leases leases;
  private final boolean measuresBody;
  private final long budgetMillis;
  private final List<String> costHeaders;

  RateLimitFilter(List<RateLimiter> limiters, Leases leases) {
    this.enforced = of(limiters, Mode.ENFORCE);
    this.shadows = of(limiters, Mode.SHADOW);
    this.leases = leases;
    this.measuresBody =
        limiters.stream().anyMatch(limiter -> limiter.policy().cost().bodyBytes() > 0);
    this.budgetMillis =
        limiters.stream()
            .map(RateLimiter::policy)
            .mapToLong(PolicyConfig::storeTimeoutMillis)
            .min()
            .orElse(PolicyConfig.STORE_TIMEOUT_MILLIS);
    this.costHeaders =
        limiters.stream()
            .map(limiter -> limiter.policy().cost().responseHeader())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
  }

  private static List<RateLimiter> of(List<RateLimiter> limiters, Mode mode) {
    return limiters.stream().filter(limiter -> limiter.policy().mode() == mode).toList();
  }

  @Override
  public String describe() {
    return Stream.concat(enforced.stream(), shadows.stream())
        .map(limiter -> limiter.policy().name())
        .collect(Collectors.joining(", ", "RateLimit ", ""));
  }

  @Override
  public void apply(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (measuresBody && length == null && hasBody(request)) {
      exchange.readBody(MOST_BODY_BYTES, body -> decide(exchange, body.length()));
    } else {
      decide(exchange, measuresBody && length != null ? Long.parseLong(length) : 0);
    }
  }

  /** HTTP/2 tells nothing of a body to come but by its length. */
  private static boolean hasBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || request.version().alpnName().startsWith("h2") && !request.isEnded();
  }

  private void decide(Exchange exchange, long bodyBytes) {
    hideCosts(exchange);
    List<Held> held = held(enforced, exchange, bodyBytes);
    if (held.isEmpty()) {
      proceed(exchange, bodyBytes, 0);
    } else if (exchange.dryRun() != null) {
      leases.look(parts(held), resume(exchange, held, bodyBytes));
    } else {
      leases.decide(parts(held), budgetMillis, resume(exchange, held, bodyBytes));
    }
  }

  private Consumer<Outcome> resume(Exchange exchange, List<Held> held, long bodyBytes) {
    return OnEventLoop.resume(outcome -> act(exchange, held, outcome, bodyBytes));
  }

  private static List<Held> held(List<RateLimiter> limiters, Exchange exchange, long bodyBytes) {
    List<Held> held = new ArrayList<>(limiters.size());
    String tier = exchange.subscriber().tier();
    KeyValues values = values(exchange);
    int from = 0;
    for (RateLimiter limiter : limiters) {
      Account account = limiter.account(tier, values);
      if (account != null) {
        long cost = limiter.cost(exchange.request().headers(), bodyBytes);
        held.add(new Held(limiter, account, cost, from));
        from += account.slots().size();
      }
    }
    return held;
  }

  private static KeyValues values(Exchange exchange) {
    return new ExchangeValues(exchange);
  }

  private static List<Part> parts(List<Held> held) {
    List<Part> parts = new ArrayList<>(3 * held.size());
    held.forEach(each -> each.account().addParts(each.cost(), parts));
    return parts;
  }

  private void act(Exchange exchange, List<Held> held, Outcome outcome, long bodyBytes) {
    boolean counts = exchange.dryRun() == null;
    switch (outcome) {
      case Outcome.Admitted admitted -> {
        RateLimitHeaders.add(exchange.responseHeaders(), held, admitted.standings());
        if (counts) {
          held.forEach(each -> each.limiter().meters().admitted(admitted.alone()));
          keep(exchange, held, admitted.charges());
        }
        proceed(exchange, bodyBytes, admitted.delayMillis());
      }
      case Outcome.Refused refused -> {
        RateLimitHeaders.add(exchange.responseHeaders(), held, refused.standings());
        if (counts) {
          held.stream()
              .filter(each -> each.refusing(refused.standings()) >= 0)
              .forEach(
                  each ->
                      each.limiter().rejected(each.account(), values(exchange), refused.alone()));
        }
        refuse(exchange, held, refused.standings());
      }
      case Outcome.StoreAway away -> {
        held.forEach(each -> each.limiter().meters().storeAway());
        exchange.refunds().giveBack();
        exchange.reject(RateLimitProblems.storeAway(policy(held, away.part())));
      }
    }
  }

  /** Who refuses longest explains it. */
  private static void refuse(Exchange exchange, List<Held> held, List<Standing> standings) {
    exchange.refunds().giveBack();
    exchange.reject(RateLimitProblems.limited(exchange, held, standings));
  }

  private static String policy(List<Held> held, Part part) {
    return held.stream()
        .filter(each -> each.account().slots().contains(part.slot()))
        .map(each -> each.limiter().policy().name())
        .findFirst()
        .orElseThrow();
  }

  private void keep(Exchange exchange, List<Held> held, List<Charged> charges) {
    exchange.refunds().add(() -> charges.forEach(leases::refund));
    for (Held each : held) {
      CostConfig cost = each.limiter().policy().cost();
      if (cost.responseHeader() != null) {
        exchange.tap(new Settlement(leases, cost, each.of(charges)));
      }
    }
  }

  /** Before those that settle, which see the answer first. */
  private void hideCosts(Exchange exchange) {
    if (!costHeaders.isEmpty()) {
      exchange.tap(new HiddenHeaders(costHeaders));
    }
  }

  /** A request that has to wait for its turn holds back its body meanwhile. */
  private void proceed(Exchange exchange, long bodyBytes, long delayMillis) {
    if (exchange.dryRun() == null) {
      held(shadows, exchange, bodyBytes).forEach(each -> decideInShadow(each, exchange));
    }
    if (delayMillis > 0) {
      Vertx.currentContext().owner().setTimer(delayMillis, _ -> exchange.proceed());
    } else {
      exchange.proceed();
    }
  }

  private void decideInShadow(Held held, Exchange exchange) {
    leases.decide(
        parts(List.of(held)),
        budgetMillis,
        OnEventLoop.resume(outcome -> countInShadow(held, exchange, outcome)));
  }

  private static void countInShadow(Held held, Exchange exchange, Outcome outcome) {
    RateLimiter limiter = held.limiter();
    switch (outcome) {
      case Outcome.Admitted admitted -> limiter.meters().admitted(admitted.alone());
      case Outcome.Refused refused ->
          limiter.rejected(held.account(), values(exchange), refused.alone());
      case Outcome.StoreAway _ -> limiter.meters().storeAway();
    }
  }
}
