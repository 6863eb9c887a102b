package dev.apifleet.gateway.version;

import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;

/** Adds links to an answer, beside those of the backend. */
record LinkTap(String links) implements ResponseTap {
  @Override
  public Body head(int status, MultiMap headers) {
    headers.add("link", links);
    return null;
  }

  @Override
  public void ownHead(int status, MultiMap headers) {
    headers.add("link", links);
  }
}
