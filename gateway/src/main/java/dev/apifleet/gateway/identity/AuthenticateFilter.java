package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.OnEventLoop;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.snapshot.FilterConfig.Authenticate;
import java.util.Collections;
import java.util.List;

/**
 * Lets those pass who are who the rule wants: anybody, anybody with a credential, or certain roles.
 */
public final class AuthenticateFilter implements Filter {
  private final Authenticate config;
  private final Authenticator authenticator;
  private final boolean needed;

  public AuthenticateFilter(Authenticate config, Authenticator authenticator) {
    this.config = config;
    this.authenticator = authenticator;
    this.needed = config.required() || !config.roles().isEmpty() || !config.scopes().isEmpty();
  }

  @Override
  public boolean precedesShedding() {
    return true;
  }

  @Override
  public void apply(Exchange exchange) {
    if (exchange.dryRun() != null && exchange.dryRun().assumed() != null) {
      known(exchange, exchange.dryRun().assumed());
      return;
    }
    authenticator.authenticate(exchange, OnEventLoop.resume(answer -> act(exchange, answer)));
  }

  private void act(Exchange exchange, Outcome outcome) {
    switch (outcome) {
      case Outcome.Refused refused -> exchange.reject(refused.problem());
      case Outcome.Anonymous _ -> anonymous(exchange);
      case Outcome.Known known -> known(exchange, known.subscriber());
    }
  }

  private void anonymous(Exchange exchange) {
    if (!needed) {
      exchange.proceed();
    } else if (authenticator.believesAnyone()) {
      exchange.reject(IdentityProblems.authenticationRequired(authenticator.keyHeader()));
    } else {
      exchange.reject(IdentityProblems.noIdentityProvider());
    }
  }

  private void known(Exchange exchange, Subscriber subscriber) {
    exchange.identify(subscriber);
    boolean roleMissing =
        !config.roles().isEmpty() && Collections.disjoint(config.roles(), subscriber.roles());
    if (roleMissing || !subscriber.scopes().containsAll(config.scopes())) {
      List<String> roles = roleMissing ? config.roles() : List.of();
      exchange.reject(IdentityProblems.forbidden(roles, missing(subscriber.scopes())));
    } else {
      exchange.proceed();
    }
  }

  private List<String> missing(List<String> scopes) {
    return config.scopes().stream().filter(scope -> !scopes.contains(scope)).toList();
  }
}
