package dev.apifleet.apiserver.database;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Who asks the database, as far as that matters for what they must not miss.
 *
 * @param request empty for work that no request asks for
 */
record Asker(Optional<RoutingContext> request) {

  /**
   * Of a write's answer: the place in the primary's log after it. Sent with a read, the answer is
   * not older than that.
   */
  static final String READ_AFTER = "x-read-after";

  static Asker current() {
    ManagedContext context = Arc.container().requestContext();
    return new Asker(
        context.isActive()
            ? Optional.ofNullable(
                Arc.container().instance(CurrentVertxRequest.class).get().getCurrent())
            : Optional.empty());
  }

  Optional<String> subject() {
    return request
        .map(RoutingContext::user)
        .filter(QuarkusHttpUser.class::isInstance)
        .map(user -> ((QuarkusHttpUser) user).getSecurityIdentity().getPrincipal().getName());
  }

  /** What nobody can have read yet where the client sent garbage: the primary knows best. */
  long readAfter() {
    return request
        .map(asked -> asked.request().getHeader(READ_AFTER))
        .map(text -> text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE)
        .orElse(0L);
  }

  void tell(long place) {
    request
        .filter(asked -> !asked.response().headWritten())
        .ifPresent(asked -> asked.response().putHeader(READ_AFTER, "" + place));
  }
}
