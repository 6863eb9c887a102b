package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.accesslog.Field;
import dev.apifleet.gateway.accesslog.LogBlock;
import dev.apifleet.gateway.filter.Credential;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.Rule;
import dev.apifleet.gateway.trace.TraceParent;
import io.vertx.core.http.HttpVersion;

/**
 * What the access log tells of one request. No query, body, credential or other header is among it:
 * these may hold secrets.
 */
final class AccessLine {
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int ABORTED = 0;
  private static final int ERRORS = 400;

  private AccessLine() {}

  /**
   * Writes the line of a request that is over, if it is to have one.
   *
   * @param status that it counts as; 0 where it ended before its answer did
   */
  static void write(ProxyExchange exchange, int status, long nanos) {
    Lane lane = exchange.front().lane();
    boolean wanted =
        switch (lane.logged()) {
          case NONE -> false;
          case ERRORS -> status == ABORTED || status >= ERRORS;
          case ALL -> true;
        };
    if (wanted) {
      LogBlock line = lane.log().begin(System.currentTimeMillis() - nanos / NANOS_PER_MILLI);
      if (line != null) {
        asked(line, exchange);
        answered(line, exchange, status, nanos);
        forwarded(line, exchange);
        lane.log().end();
      }
    }
  }

  private static void asked(LogBlock line, ProxyExchange exchange) {
    line.text(Field.REQUEST_ID, exchange.requestId());
    trace(line, exchange);
    line.text(Field.CLIENT, exchange.asked().client());
    subscriber(line, exchange.subscriber());
    line.text(Field.METHOD, exchange.asked().method());
    line.text(Field.HOST, exchange.asked().authority());
    String path = exchange.asked().path();
    line.text(Field.PATH, path == null ? exchange.request().path() : path);
    line.text(Field.PROTOCOL, protocol(exchange.request().version()));
    Rule rule = exchange.dispatch().rule();
    if (rule != null) {
      line.text(Field.ROUTE, rule.route());
      line.text(Field.RULE, rule.name());
    }
  }

  /** One that nobody but the gateway has heard of leads nowhere. */
  private static void trace(LogBlock line, ProxyExchange exchange) {
    String trace =
        exchange.dispatch().forwarding() == null
            ? Tracing.caller(exchange.request().headers())
            : exchange.traceParent();
    if (trace != null) {
      line.part(Field.TRACE_ID, trace, TraceParent.TRACE_AT, TraceParent.TRACE_END);
    }
  }

  private static void subscriber(LogBlock line, Subscriber who) {
    if (who.isAnonymous()) {
      return;
    }
    line.text(Field.SUBJECT, who.subject());
    line.text(Field.TIER, who.tier());
    if (who.claims().get("iss") instanceof String issuer) {
      line.text(Field.ISSUER, issuer);
    }
    if (who.credential().kind() == Credential.Kind.API_KEY) {
      line.text(Field.API_KEY, who.credential().id());
    }
  }

  private static String protocol(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2";
    };
  }

  private static void answered(LogBlock line, ProxyExchange exchange, int status, long nanos) {
    Answering answering = exchange.answering();
    line.number(Field.STATUS, answering.status());
    line.number(Field.REQUEST_BYTES, exchange.body().size());
    line.number(Field.RESPONSE_BYTES, exchange.request().response().bytesWritten());
    line.number(Field.DURATION_MICROS, nanos / NANOS_PER_MICRO);
    line.text(Field.CACHE, answering.cached());
    Problem problem = answering.problem();
    if (problem != null) {
      line.text(Field.ERROR, problem.error());
      if (problem.members().get("policy") instanceof String policy) {
        line.text(Field.POLICY, policy);
      }
    }
    if (status == ABORTED) {
      line.yes(Field.ABORTED);
    }
  }

  private static void forwarded(LogBlock line, ProxyExchange exchange) {
    Forwarding forwarding = exchange.dispatch().forwarding();
    if (forwarding == null) {
      return;
    }
    Pool pool = exchange.dispatch().pool();
    Endpoint endpoint = exchange.dispatch().endpoint();
    line.text(Field.POOL, pool.name());
    line.text(Field.ENDPOINT, endpoint == null ? null : endpoint.name());
    line.number(Field.ATTEMPTS, forwarding.attempts());
    if (forwarding.headAt() != 0) {
      long untilHead = forwarding.headAt() - exchange.startedAt();
      line.number(Field.FIRST_BYTE_MICROS, Math.max(0, untilHead) / NANOS_PER_MICRO);
    }
  }
}
