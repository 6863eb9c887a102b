package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.gateway.identity.Subscriber;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.Action;
import dev.apifleet.gateway.runtime.Rule;
import dev.apifleet.gateway.runtime.Runtime;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jboss.logging.Logger;

/** A request under way, from its head to the end of its answer. */
final class ProxyExchange implements Exchange {
  private static final Logger LOG = Logger.getLogger(ProxyExchange.class);
  private static final int ABORTED = 0;

  private final Front front;
  private final Runtime runtime;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final long startedAt;
  private final String requestId;
  private final ClientRequest asked;
  private final RequestBody body;
  private Rule rule;
  private int nextFilter;
  private Subscriber subscriber = Subscriber.anonymous();
  private MultiMap ownHeaders;
  private ResponseTap tap;
  private Forwarding forwarding;
  private Pool pool;
  private Endpoint endpoint;
  private boolean answered;
  private boolean closing;
  private boolean finished;

  ProxyExchange(Front front, HttpServerRequest request) {
    this.front = front;
    this.runtime = front.lane().runtime();
    this.request = request;
    this.response = request.response();
    this.startedAt = front.lane().now();
    this.requestId = RequestId.of(request.headers().get(Headers.X_REQUEST_ID));
    this.asked = new ClientRequest(request);
    this.body = new RequestBody(request, front.lane().limits().maxBodyBytes(), this::bodyTooLarge);
    response.endHandler(_ -> ended());
  }

  /** Finds the rule and begins with its filters. */
  void begin() {
    if (!asked.isProxyable()) {
      reject(Problems.badRequest("The path has to begin with a slash and be validly escaped."));
    } else if (RequestBody.announcedLength(request) > front.lane().limits().maxBodyBytes()) {
      bodyTooLarge();
    } else {
      match();
    }
  }

  private void match() {
    try {
      rule = runtime.router().find(asked);
    } catch (IllegalArgumentException e) {
      reject(Problems.badRequest("The query is not validly escaped: " + e.getMessage()));
      return;
    }
    if (rule == null) {
      reject(Problems.noRoute(asked.host(), asked.path()));
    } else {
      proceed();
    }
  }

  @Override
  public void proceed() {
    if (answered) {
      return;
    }
    try {
      if (nextFilter < rule.filters().size()) {
        rule.filters().get(nextFilter++).apply(this);
      } else {
        act(rule.action());
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "Request %s failed in rule %s of %s", requestId, rule.name(), rule.route());
      reject(Problems.INTERNAL);
    }
  }

  private void act(Action action) {
    switch (action) {
      case Action.Refuse(Problem problem) -> reject(problem);
      case Action.Forward forward -> {
        pool = forward.pools().next().orElse(null);
        if (pool == null) {
          reject(Problems.BACKEND_NOT_FOUND);
        } else {
          forwarding = new Forwarding(this, forward, pool);
          forwarding.start();
        }
      }
    }
  }

  /** A try goes to this endpoint. */
  void chose(Endpoint chosen) {
    endpoint = chosen;
  }

  @Override
  public void reject(Problem problem) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(problem.headers());
    headers.set(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    answer(problem.status(), headers, problem.body(requestId).toBuffer());
  }

  @Override
  public void answer(int status, MultiMap headers, Buffer content) {
    if (answered) {
      return;
    }
    answered = true;
    closing = !body.discard();
    response.setStatusCode(status);
    response.headers().addAll(headers);
    finishHead();
    end(content);
  }

  /** Prepares the head of a backend's answer; returns who wants to see the body, or null. */
  ResponseTap.Body writeHead(int status, MultiMap backendHeaders) {
    answered = true;
    response.setStatusCode(status);
    MultiMap headers = response.headers();
    headers.addAll(backendHeaders);
    Headers.removeHopByHop(headers);
    Headers.removeOurs(headers);
    ResponseTap.Body seer = tap == null ? null : tap.head(status, headers);
    finishHead();
    return seer;
  }

  private void finishHead() {
    MultiMap headers = response.headers();
    if (ownHeaders != null) {
      ownHeaders.names().forEach(headers::remove);
      headers.addAll(ownHeaders);
    }
    AnswerHeaders.write(this, headers);
    closing |= front.isDraining();
    if (closing && isHttp1()) {
      headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Ends the answer, and the connection with it where it cannot take another request. */
  void end(Buffer last) {
    closing |= !body.discard();
    if (closing && isHttp1()) {
      response.end(last).onComplete(_ -> request.connection().close());
    } else {
      response.end(last);
    }
  }

  private boolean isHttp1() {
    return request.version() != HttpVersion.HTTP_2;
  }

  /** Breaks the connection or stream off, so that half an answer is not taken for a whole one. */
  void breakOff() {
    if (!response.reset()) {
      request.connection().close();
    }
  }

  private void bodyTooLarge() {
    if (forwarding != null) {
      forwarding.cancel();
    }
    if (answered) {
      breakOff();
    } else {
      reject(Problems.bodyTooLarge(front.lane().limits().maxBodyBytes()));
    }
  }

  /** The answer is out, or the client has gone. */
  private void ended() {
    if (finished) {
      return;
    }
    finished = true;
    answered = true;
    boolean aborted = !response.ended();
    if (aborted && forwarding != null) {
      forwarding.cancel();
    }
    long nanos = front.lane().now() - startedAt;
    front.ended(rule, aborted ? ABORTED : response.getStatusCode(), nanos);
  }

  Front front() {
    return front;
  }

  Runtime runtime() {
    return runtime;
  }

  RequestBody body() {
    return body;
  }

  long startedAt() {
    return startedAt;
  }

  /** The pool the request went to, or would have gone to; null where there is none. */
  Pool pool() {
    if (pool == null && rule != null && rule.action() instanceof Action.Forward forward) {
      return forward.pools().first().orElse(null);
    }
    return pool;
  }

  /** The endpoint of the last try, or null. */
  Endpoint endpoint() {
    return endpoint;
  }

  /** What the client asks for. */
  ClientRequest asked() {
    return asked;
  }

  @Override
  public HttpServerRequest request() {
    return request;
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public String route() {
    return rule.route();
  }

  @Override
  public String rule() {
    return rule.name();
  }

  @Override
  public String clientKey() {
    return asked.clientKey(runtime.trustedProxies());
  }

  @Override
  public Subscriber subscriber() {
    return subscriber;
  }

  @Override
  public void identify(Subscriber who) {
    subscriber = who;
  }

  @Override
  public MultiMap responseHeaders() {
    if (ownHeaders == null) {
      ownHeaders = MultiMap.caseInsensitiveMultiMap();
    }
    return ownHeaders;
  }

  @Override
  public void tap(ResponseTap responseTap) {
    tap = responseTap;
  }
}
