package dev.apifleet.gateway.proxy;

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
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.route.PathCondition;
import dev.apifleet.gateway.runtime.Runtime;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A request under way, from its head to the end of its answer. */
final class ProxyExchange implements Exchange {
  private static final Logger LOG = Logger.getLogger(ProxyExchange.class);
  private static final int ABORTED = 0;

  private final Front front;
  private final Runtime runtime;
  private final HttpServerRequest request;
  private final long startedAt;
  private final String requestId;
  private final ClientRequest asked;
  private final RequestBody body;
  private final DryRun dryRun;
  private final ClientDuties duties;
  private final Answering answering;
  private final Dispatch dispatch;
  private final Refunds refunds = new Refunds();
  private int nextFilter;
  private Subscriber subscriber = Subscriber.anonymous();
  private String traceParent;
  private boolean finished;

  /**
   * @param dryRun for a request that is only asked about, else null
   */
  ProxyExchange(Front front, HttpServerRequest request, ClientRequest asked, DryRun dryRun) {
    this.front = front;
    this.runtime = front.lane().runtime();
    this.request = request;
    this.startedAt = front.lane().now();
    this.requestId = RequestId.of(request.headers().get(Headers.X_REQUEST_ID));
    this.asked = asked;
    this.dryRun = dryRun;
    this.duties = new ClientDuties(this);
    this.body =
        new RequestBody(request, front.lane().clientLimits().maxBodyBytes(), duties::bodyTooLarge);
    this.answering = new Answering(this);
    this.dispatch = new Dispatch(this);
    request.response().endHandler(_ -> ended());
  }

  /** Behind the filter that another exchange is at, without its client. */
  private ProxyExchange(ProxyExchange other) {
    this(other.front, new SilentRequest(other.request), other.asked, null);
    dispatch.continueFrom(other.dispatch);
    nextFilter = other.nextFilter;
    subscriber = other.subscriber;
  }

  /** Finds the rule and begins with its filters. */
  void begin() {
    Problem tooLong = RequestSyntax.tooLong(request, front.lane().clientLimits());
    String fault = tooLong == null ? asked.fault() : null;
    if (tooLong != null) {
      reject(tooLong);
    } else if (fault != null) {
      reject(Problem.malformed(fault));
    } else {
      match();
    }
  }

  private void match() {
    try {
      if (!dispatch.findsRule()) {
        reject(Problems.noRoute(asked.host(), asked.path()));
      } else if (!dispatch.shedsAtOnce() && duties.admitsBody()) {
        proceed();
      }
    } catch (IllegalArgumentException e) {
      reject(Problem.malformed("The query is not validly escaped: " + e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      fail(e);
    }
  }

  @Override
  public void proceed() {
    if (answering.isGiven()) {
      return;
    }
    try {
      List<Filter> filters = dispatch.rule().filters();
      if (nextFilter == dispatch.rule().judgedAt() && dispatch.sheds()) {
        return;
      }
      if (nextFilter < filters.size()) {
        apply(filters.get(nextFilter++));
      } else {
        dispatch.act();
      }
    } catch (RuntimeException | StackOverflowError e) {
      fail(e);
    }
  }

  private void apply(Filter filter) {
    if (dryRun != null) {
      dryRun.enter(filter, this);
    }
    filter.apply(this);
  }

  /** Not by the request's fault, as far as is known. */
  private void fail(Throwable cause) {
    String where = dispatch.rule() == null ? "the router" : route() + '/' + rule();
    LOG.errorf(cause, "Request %s failed in %s", requestId, where);
    dispatch.cancel();
    reject(Problems.INTERNAL);
  }

  @Override
  public void reject(Problem problem) {
    answering.refuse(problem);
  }

  @Override
  public void answer(int status, MultiMap headers, Buffer content) {
    answering.give(status, headers, content);
  }

  /** The answer is out, or the client has gone. */
  void ended() {
    if (finished) {
      return;
    }
    finished = true;
    answering.markGiven();
    boolean aborted = !request.response().ended();
    if (aborted) {
      dispatch.cancel();
      answering.abandon();
    }
    if (dryRun == null) {
      front.ended(this, dispatch.rule(), aborted ? ABORTED : answering.status());
    }
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

  /** What the client has to do for it. */
  ClientDuties duties() {
    return duties;
  }

  /** The answer to it. */
  Answering answering() {
    return answering;
  }

  /** The rule for it, and what that does. */
  Dispatch dispatch() {
    return dispatch;
  }

  /** The trace that it belongs to, as all of its tries are told. */
  String traceParent() {
    if (traceParent == null) {
      traceParent = front.lane().traceParents().next(Tracing.caller(request.headers()));
    }
    return traceParent;
  }

  @Override
  public Refunds refunds() {
    return refunds;
  }

  @Override
  public DryRun dryRun() {
    return dryRun;
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
  public String path() {
    return asked.path();
  }

  @Override
  public PathCondition condition() {
    return dispatch.condition();
  }

  @Override
  public String origin() {
    return asked.origin();
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public String route() {
    return dispatch.rule().route();
  }

  @Override
  public String rule() {
    return dispatch.rule().name();
  }

  @Override
  public String clientKey() {
    return asked.clientKey();
  }

  @Override
  public boolean hasCertificate() {
    return asked.certificate() != null;
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
  public Outbound outbound() {
    return dispatch.outbound();
  }

  @Override
  public void readBody(int mostBytes, Consumer<Buffer> then) {
    duties.readBody(mostBytes, then);
  }

  @Override
  public void peekBody(int bytes, Consumer<Buffer> then) {
    body.peek(bytes, then);
  }

  @Override
  public void copyTo(Pool other) {
    if (dryRun == null && !asked.isUpgrade()) {
      body.whenWhole(Copy.of(this, other)::send);
    }
  }

  @Override
  public void cached(String outcome) {
    answering.cached(outcome);
  }

  @Override
  public MultiMap responseHeaders() {
    return answering.ownHeaders();
  }

  @Override
  public void tap(ResponseTap tap) {
    answering.tap(tap);
  }

  @Override
  public void encodeBy(BodyCoding coding) {
    answering.encodeBy(coding);
  }

  @Override
  public void onUnavailable(StandIn standIn) {
    answering.offer(standIn);
  }

  @Override
  public Exchange inBackground() {
    return new ProxyExchange(this);
  }
}
