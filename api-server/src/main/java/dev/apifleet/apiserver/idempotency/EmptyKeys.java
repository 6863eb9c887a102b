package dev.apifleet.apiserver.idempotency;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a key that is there and empty, which parameters of endpoints see as none at all. */
public final class EmptyKeys {

  @ServerRequestFilter
  void check(ContainerRequestContext request) {
    String key = request.getHeaderString(Attempt.HEADER);
    if (key != null && key.isBlank()) {
      throw Attempt.invalid();
    }
  }
}
