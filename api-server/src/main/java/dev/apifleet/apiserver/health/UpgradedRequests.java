package dev.apifleet.apiserver.health;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Keeps requests for a WebSocket out of those that the shutdown waits for. Quarkus counts them, and
 * never sees the end of one: the answer to an upgrade has none. A single socket, closed for hours,
 * would hold each shutdown until its time is up. What says that a request is over is not public.
 */
@ApplicationScoped
public class UpgradedRequests {

  private final MethodHandle done;

  UpgradedRequests() throws ReflectiveOperationException {
    done =
        MethodHandles.privateLookupIn(QuarkusRequestWrapper.class, MethodHandles.lookup())
            .findVirtual(QuarkusRequestWrapper.class, "done", MethodType.methodType(void.class));
  }

  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE + 1).handler(this::filter);
  }

  private void filter(RoutingContext context) {
    // a header alone, which anybody can send, opens none: what writes is waited for
    if (context.request().method() == HttpMethod.GET
        && "websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
      end(QuarkusRequestWrapper.get(context.request()));
    }
    context.next();
  }

  private void end(QuarkusRequestWrapper request) {
    try {
      done.invokeExact(request);
    } catch (Throwable failure) {
      throw new IllegalStateException("The shutdown would wait for this request", failure);
    }
  }
}
