package dev.apifleet.gateway.cors;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.CorsConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * Tells browsers which scripts of other origins may use the answers (Fetch standard, 3.2), in place
 * of the backends, and answers their preflight requests.
 */
public final class CorsFilter implements Filter {
  private static final String ALL = "*";
  private static final int NO_CONTENT = 204;

  private final Origins origins;
  private final boolean credentials;
  private final boolean anyOrigin;
  private final String methods;
  private final String headers;
  private final String exposed;
  private final String maxAge;

  /**
   * @throws IllegalArgumentException for a policy that browsers would not follow, or that would let
   *     any page act in a user's name
   */
  public CorsFilter(CorsConfig config) {
    origins = new Origins(config.allowOrigins());
    credentials = config.allowCredentials();
    anyOrigin = origins.isAll();
    methods = joined(config.allowMethods());
    headers = joined(config.allowHeaders());
    exposed = joined(config.exposeHeaders());
    maxAge = Long.toString(config.maxAgeSeconds());
    if (credentials && (anyOrigin || List.of(methods, headers, exposed).contains(ALL))) {
      throw new IllegalArgumentException("CORS with credentials must list what it allows, not *");
    }
  }

  private static String joined(List<String> words) {
    return words.contains(ALL) ? ALL : String.join(", ", words);
  }

  /** Whether a browser asks if a script may send another request. */
  public static boolean isPreflight(String method, MultiMap headers) {
    return method.equals("OPTIONS")
        && headers.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
        && headers.contains(HttpHeaders.ORIGIN);
  }

  @Override
  public boolean precedesShedding() {
    return true;
  }

  @Override
  public void apply(Exchange exchange) {
    MultiMap asked = exchange.request().headers();
    String origin = asked.get(HttpHeaders.ORIGIN);
    boolean allowed = origin != null && origins.allows(origin);
    if (isPreflight(exchange.request().method().name(), asked)) {
      preflight(exchange, origin, allowed);
    } else {
      exchange.tap(new CorsTap(answer -> write(answer, allowed ? origin : null)));
      exchange.proceed();
    }
  }

  private void preflight(Exchange exchange, String origin, boolean allowed) {
    if (!allowed) {
      exchange.reject(refusal(exchange, origin));
      return;
    }
    MultiMap answer = MultiMap.caseInsensitiveMultiMap();
    allow(answer, origin);
    setUnlessEmpty(answer, HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods);
    setUnlessEmpty(answer, HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
    answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge);
    varyByOrigin(answer);
    exchange.answer(NO_CONTENT, answer, Buffer.buffer());
  }

  /** What a backend says of this is taken out: the policy is the gateway's. */
  private void write(MultiMap answer, String allowedOrigin) {
    answer.remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
    answer.remove(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS);
    answer.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
    if (allowedOrigin != null) {
      allow(answer, allowedOrigin);
      setUnlessEmpty(answer, HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
    varyByOrigin(answer);
  }

  private void allow(MultiMap answer, String origin) {
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, anyOrigin ? ALL : origin);
    if (credentials) {
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
  }

  /** Else a shared cache would give one origin's answer to another. */
  private void varyByOrigin(MultiMap answer) {
    if (!anyOrigin) {
      answer.add(HttpHeaders.VARY, "Origin");
    }
  }

  private static void setUnlessEmpty(MultiMap headers, CharSequence name, String value) {
    if (!value.isEmpty()) {
      headers.set(name, value);
    }
  }

  private static Problem refusal(Exchange exchange, String origin) {
    String rule = exchange.route() + "/" + exchange.rule();
    return new Problem(
        403,
        "cors_refused",
        "The origin is not allowed",
        "The CORS policy of rule "
            + rule
            + " does not allow scripts of origin '"
            + origin
            + "'. Add it to allowOrigins.",
        Map.of("rule", rule, "origin", origin),
        Map.of("Vary", "Origin"));
  }
}
