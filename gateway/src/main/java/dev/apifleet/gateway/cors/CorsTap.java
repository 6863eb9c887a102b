package dev.apifleet.gateway.cors;

import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import java.util.function.Consumer;

/** Writes a policy on every answer, problems too, so that scripts can read why they failed. */
record CorsTap(Consumer<MultiMap> policy) implements ResponseTap {
  @Override
  public Body head(int status, MultiMap headers) {
    policy.accept(headers);
    return null;
  }

  @Override
  public void ownHead(int status, MultiMap headers) {
    policy.accept(headers);
  }
}
