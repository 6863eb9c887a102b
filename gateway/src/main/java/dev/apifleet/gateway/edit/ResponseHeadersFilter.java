package dev.apifleet.gateway.edit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.snapshot.FilterConfig;
import io.vertx.core.MultiMap;

/**
 * Edits the headers that the client gets with an answer of a backend, from the cache, or of the
 * rule itself. Problems stay as they are: they are the gateway's word, not the service's, and an
 * edit such as {@code cache-control: public} would spread them.
 */
public final class ResponseHeadersFilter implements Filter, ResponseTap {
  private final HeaderEditing editing;

  public ResponseHeadersFilter(FilterConfig.ResponseHeaders config) {
    editing = HeaderEditing.of(config.edits());
  }

  @Override
  public void apply(Exchange exchange) {
    exchange.tap(this);
    exchange.proceed();
  }

  @Override
  public Body head(int status, MultiMap headers) {
    editing.accept(headers);
    return null;
  }

  @Override
  public void ownHead(int status, MultiMap headers) {
    editing.accept(headers);
  }

  @Override
  public void problemHead(int status, MultiMap headers) {}
}
