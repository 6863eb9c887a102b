package dev.apifleet.bench.micro;

import dev.apifleet.gateway.filter.BodyCoding;
import dev.apifleet.gateway.filter.DryRun;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Outbound;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Refunds;
import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.gateway.filter.StandIn;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.filter.TapChain;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.route.PathCondition;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * An exchange that does nothing but what a filter asks it to, so that what is measured is the
 * filter. The same request goes through it again and again.
 */
final class MeasuredExchange implements Exchange {
  private final HttpServerRequest request;
  private final String path;
  private final DryRun dryRun;
  private Subscriber subscriber = Subscriber.anonymous();
  private Outbound outbound = new Outbound();
  private Refunds refunds;
  private MultiMap responseHeaders;
  private ResponseTap tap;
  private Object result;

  MeasuredExchange(HttpServerRequest request) {
    this(request, null);
  }

  /**
   * @param dryRun null for a real request
   */
  MeasuredExchange(HttpServerRequest request, DryRun dryRun) {
    this.request = request;
    this.dryRun = dryRun;
    this.path = request.path();
  }

  /** The filter's doing with the request: what it answers, or null where it lets it pass. */
  Object through(Filter filter) {
    refunds = null;
    responseHeaders = null;
    tap = null;
    result = null;
    filter.apply(this);
    return result;
  }

  /** A backend answers, so that filters see it. */
  void answeredBy(int status, MultiMap headers, Buffer body) {
    ResponseTap.Body seer = tap.head(status, headers);
    if (seer != null) {
      seer.chunk(body);
      seer.end();
    }
  }

  @Override
  public HttpServerRequest request() {
    return request;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public PathCondition condition() {
    return PathCondition.ANY;
  }

  @Override
  public String origin() {
    return "http://shop.example.com";
  }

  @Override
  public String requestId() {
    return "0198f2b6-7c1e-7e0a-b7a5-3a1f5c2d9e10";
  }

  @Override
  public String route() {
    return "shop/orders";
  }

  @Override
  public String rule() {
    return "list";
  }

  @Override
  public String clientKey() {
    return "10.0.0.1";
  }

  @Override
  public boolean hasCertificate() {
    return false;
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
  public Refunds refunds() {
    if (refunds == null) {
      refunds = new Refunds();
    }
    return refunds;
  }

  @Override
  public Outbound outbound() {
    return outbound;
  }

  /** Nothing was asked for yet. */
  void forgetOutbound() {
    outbound = new Outbound();
  }

  @Override
  public void readBody(int mostBytes, Consumer<Buffer> then) {
    then.accept(Buffer.buffer());
  }

  @Override
  public void peekBody(int bytes, Consumer<Buffer> then) {
    then.accept(Buffer.buffer());
  }

  @Override
  public void copyTo(Pool pool) {
    throw new UnsupportedOperationException("there is no backend");
  }

  @Override
  public MultiMap responseHeaders() {
    if (responseHeaders == null) {
      responseHeaders = MultiMap.caseInsensitiveMultiMap();
    }
    return responseHeaders;
  }

  @Override
  public void tap(ResponseTap next) {
    tap = tap == null ? next : new TapChain(next, tap);
  }

  @Override
  public void encodeBy(BodyCoding coding) {
    throw new UnsupportedOperationException("there is no body");
  }

  @Override
  public void onUnavailable(StandIn standIn) {
    // Never asked.
  }

  @Override
  public DryRun dryRun() {
    return dryRun;
  }

  @Override
  public Exchange inBackground() {
    throw new UnsupportedOperationException("there is no backend");
  }

  @Override
  public void proceed() {
    result = null;
  }

  @Override
  public void reject(Problem problem) {
    result = problem;
  }

  @Override
  public void answer(int status, MultiMap headers, Buffer body) {
    result = headers;
  }

  @Override
  public void cached(String outcome) {}
}
