package dev.apifleet.gateway.filter;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Two taps as one: the answer passes the inner one first, that of the filter nearer to the backend.
 */
public record TapChain(ResponseTap inner, ResponseTap outer) implements ResponseTap {
  @Override
  public Body head(int status, MultiMap headers) {
    Body first = inner.head(status, headers);
    Body second = outer.head(status, headers);
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return new Bodies(first, second);
  }

  @Override
  public void ownHead(int status, MultiMap headers) {
    inner.ownHead(status, headers);
    outer.ownHead(status, headers);
  }

  @Override
  public boolean notModified(MultiMap headers) {
    return inner.notModified(headers) || outer.notModified(headers);
  }

  @Override
  public void abandoned() {
    inner.abandoned();
    outer.abandoned();
  }

  @Override
  public void problemHead(int status, MultiMap headers) {
    inner.problemHead(status, headers);
    outer.problemHead(status, headers);
  }

  private record Bodies(Body first, Body second) implements Body {
    @Override
    public void chunk(Buffer chunk) {
      first.chunk(chunk);
      second.chunk(chunk);
    }

    @Override
    public void end() {
      first.end();
      second.end();
    }

    @Override
    public void broken() {
      first.broken();
      second.broken();
    }
  }
}
