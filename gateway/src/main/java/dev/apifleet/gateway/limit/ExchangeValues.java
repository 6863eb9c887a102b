package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.Credential;
import dev.apifleet.gateway.filter.Exchange;

/** What there is to count a client's request by. */
record ExchangeValues(Exchange exchange) implements KeyValues {
  @Override
  public String address() {
    return exchange.clientKey();
  }

  @Override
  public String subject() {
    return exchange.subscriber().subject();
  }

  @Override
  public String issuer() {
    return claim("iss");
  }

  @Override
  public String apiKey() {
    Credential credential = exchange.subscriber().credential();
    return credential.kind() == Credential.Kind.API_KEY ? credential.id() : null;
  }

  @Override
  public String headers(String name) {
    return String.join(",", exchange.request().headers().getAll(name));
  }

  @Override
  public String claim(String name) {
    return String.valueOf(exchange.subscriber().claims().getOrDefault(name, ""));
  }

  @Override
  public String routeAndRule() {
    return exchange.route() + "/" + exchange.rule();
  }
}
