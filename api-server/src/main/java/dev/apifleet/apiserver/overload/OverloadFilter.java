package dev.apifleet.apiserver.overload;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Refuses at the door what would only wait inside, the least important first. It is for the burst
 * that the gateways did not stop; they see the instance's latency, not its queue.
 */
@ApplicationScoped
public class OverloadFilter {

  /** Probes, metrics and what ends a demonstration come in however full it is. */
  private static final Pattern ALWAYS =
      Pattern.compile("/health(/.*)?|/metrics|(/api/v[12])?/admin/(crash|recover)");

  private static final Pattern SOCKETS = Pattern.compile("/api/v[12]/ws|/graphql");

  private final Room room;
  private final MeterRegistry registry;

  OverloadFilter(Room room, MeterRegistry registry) {
    this.room = room;
    this.registry = registry;
  }

  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE + 20).handler(this::filter);
  }

  private void filter(RoutingContext context) {
    String path = context.normalizedPath();
    if (ALWAYS.matcher(path).matches() || opensSocket(context, path)) {
      context.next();
      return;
    }
    Importance importance = Importance.of(path);
    if (room.enter(importance)) {
      leaveAtEnd(context);
      context.next();
    } else {
      refuse(context, importance);
    }
  }

  /**
   * These are counted where they are served; a header alone, which anybody can send, opens none.
   */
  private static boolean opensSocket(RoutingContext context, String path) {
    return SOCKETS.matcher(path).matches()
        && context.request().method() == HttpMethod.GET
        && "websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE));
  }

  /** At the head of the answer, so that a stream of changes does not take a place for hours. */
  private void leaveAtEnd(RoutingContext context) {
    long start = System.nanoTime();
    AtomicBoolean inside = new AtomicBoolean(true);
    Runnable leave =
        () -> {
          if (inside.getAndSet(false)) {
            boolean dropped = context.response().getStatusCode() == 503;
            room.leave(start, System.nanoTime() - start, dropped);
          }
        };
    context.addHeadersEndHandler(head -> leave.run());
    context.addEndHandler(end -> leave.run());
  }

  private void refuse(RoutingContext context, Importance importance) {
    String name = importance.name().toLowerCase(Locale.ROOT);
    registry.counter("apiserver.requests.shed", "importance", name).increment();
    context.fail(
        new ProblemException(
            Problem.unavailable("overloaded", "This instance has too much to do; try again.")));
  }
}
