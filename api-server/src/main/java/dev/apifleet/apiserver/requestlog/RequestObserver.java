package dev.apifleet.apiserver.requestlog;

import dev.apifleet.apiserver.ApiServerConfig;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Names every request, and hands what there is to tell of it to the log when it is over. */
@ApplicationScoped
public class RequestObserver {

  /** The client left before its answer was whole; the number is nginx's. */
  private static final int CLIENT_LEFT = 499;

  private static final long LARGEST_ID = 1L << 53;

  /** What orchestrators and monitoring ask for, again and again. */
  private static final Pattern PROBES = Pattern.compile("/health(/.*)?|/metrics");

  private final RequestLog log;
  private final Clock clock;
  private final String instance;
  private final boolean probesToo;

  RequestObserver(RequestLog log, Clock clock, ApiServerConfig config, RequestLogConfig logged) {
    this.log = log;
    this.clock = clock;
    this.probesToo = logged.probes();
    this.instance = config.instanceId();
  }

  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).handler(this::observe);
  }

  private void observe(RoutingContext context) {
    String requestId = RequestId.of(context.request().getHeader(RequestId.HEADER));
    context.response().putHeader(RequestId.HEADER, requestId);
    if (probesToo || !PROBES.matcher(context.normalizedPath()).matches()) {
      logAtEnd(context, requestId);
    }
    context.next();
  }

  private void logAtEnd(RoutingContext context, String requestId) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long start = System.nanoTime();
    context.addEndHandler(
        end -> {
          long nanos = System.nanoTime() - start;
          log.add(entry(context, requestId, at, nanos, end.succeeded()));
        });
  }

  private RequestEntry entry(
      RoutingContext context, String requestId, Instant at, long nanos, boolean answered) {
    Optional<SecurityIdentity> identity = identity(context);
    return new RequestEntry(
        ThreadLocalRandom.current().nextLong(LARGEST_ID),
        at,
        requestId,
        identity.map(known -> known.getPrincipal().getName()).orElse(null),
        identity.map(RequestObserver::tier).orElse(null),
        HttpMethods.told(context.request().method().name()),
        path(context),
        answered ? context.response().getStatusCode() : CLIENT_LEFT,
        TimeUnit.NANOSECONDS.toMicros(nanos),
        context.response().bytesWritten(),
        instance);
  }

  private static Optional<SecurityIdentity> identity(RoutingContext context) {
    return context.user() instanceof QuarkusHttpUser user
        ? Optional.of(user.getSecurityIdentity()).filter(known -> !known.isAnonymous())
        : Optional.empty();
  }

  private static String tier(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? token.getClaim("tier")
        : identity.getAttribute("tier");
  }

  /** Of what is no endpoint, the path that its handler is registered for. */
  private static String path(RoutingContext context) {
    String template = context.get(EndpointFilter.KEY);
    if (template != null) {
      return template;
    }
    Route route = context.currentRoute();
    String path = route == null ? null : route.getPath();
    return path == null || path.length() < 3 ? EndpointFilter.UNMATCHED : path;
  }
}
