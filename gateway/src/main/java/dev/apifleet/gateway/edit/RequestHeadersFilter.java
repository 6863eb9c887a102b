package dev.apifleet.gateway.edit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.snapshot.FilterConfig;

/** Edits the headers that the backend gets. */
public final class RequestHeadersFilter implements Filter {
  private final HeaderEditing editing;

  public RequestHeadersFilter(FilterConfig.RequestHeaders config) {
    editing = HeaderEditing.of(config.edits());
  }

  @Override
  public void apply(Exchange exchange) {
    exchange.outbound().editHeaders(editing);
    exchange.proceed();
  }
}
