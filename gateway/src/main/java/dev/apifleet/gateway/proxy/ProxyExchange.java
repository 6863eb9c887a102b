package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.BodyCoding;
import dev.apifleet.gateway.filter.DryRun;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Outbound;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.gateway.filter.StandIn;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.filter.TapChain;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.route.PathCondition;
import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.runtime.Action;
import dev.apifleet.gateway.runtime.Rule;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.gateway.runtime.TrustedProxies;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.RuleAction;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A request under way, from its head to the end of its answer. */
final class ProxyExchange implements Exchange, UnderWay {
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
  private final ClientResponse ending;
  private final DryRun dryRun;
  private final boolean upgrade;
  private Rule rule;
  private PathCondition condition = PathCondition.ANY;
  private int nextFilter;
  private Subscriber subscriber = Subscriber.anonymous();
  private MultiMap ownHeaders;
  private Outbound outbound;
  private ResponseTap tap;
  private BodyCoding coding;
  private StandIn standIn;
  private Forwarding forwarding;
  private Pool pool;
  private Endpoint endpoint;
  private boolean answered;
  private int countedStatus;
  private boolean tunnel;
  private boolean finished;

  ProxyExchange(Front front, HttpServerRequest request) {
    this(front, request, new ClientRequest(request, front.lane().runtime().trustedProxies()), null);
  }

  /**
   * @param dryRun for a request that is only asked about, else null
   */
  ProxyExchange(Front front, HttpServerRequest request, ClientRequest asked, DryRun dryRun) {
    this.front = front;
    this.runtime = front.lane().runtime();
    this.request = request;
    this.response = request.response();
    this.startedAt = front.lane().now();
    this.requestId = RequestId.of(request.headers().get(Headers.X_REQUEST_ID));
    this.asked = asked;
    this.dryRun = dryRun;
    this.body =
        new RequestBody(request, front.lane().clientLimits().maxBodyBytes(), this::bodyTooLarge);
    this.ending = new ClientResponse(request, body);
    this.upgrade = Upgrade.isWanted(request);
    response.endHandler(_ -> ended());
  }

  /** Behind the filter that another exchange is at, without its client. */
  private ProxyExchange(ProxyExchange other) {
    this(other.front, new SilentRequest(other.request), other.asked, null);
    rule = other.rule;
    condition = other.condition;
    nextFilter = other.nextFilter;
    subscriber = other.subscriber;
    outbound = other.outbound().copy();
  }

  /** Finds the rule and begins with its filters. */
  void begin() {
    String fault = asked.fault();
    if (fault != null) {
      reject(Problems.badRequest(fault));
    } else {
      match();
    }
  }

  private void match() {
    try {
      RouteMatch<Rule> match = Preflight.find(runtime.router(), asked, request.headers());
      if (match == null) {
        reject(Problems.noRoute(asked.host(), asked.path()));
      } else {
        rule = match.target();
        condition = match.path();
        begin(rule.action());
      }
    } catch (IllegalArgumentException e) {
      reject(Problems.badRequest("The query is not validly escaped: " + e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      fail(e);
    }
  }

  /** Spares the work of the filters where the outcome is clear. */
  private void begin(Action action) {
    if (action instanceof Action.Forward forward
        && dryRun == null
        && front.lane().shedder().shedsAll(forward.how().priority())) {
      shed(forward.how());
    } else {
      admitBody();
    }
  }

  /** A rule may take longer bodies than the fleet does, or only shorter ones. */
  private void admitBody() {
    body.limit(maxBodyBytes());
    if (RequestBody.announcedLength(request) > maxBodyBytes()) {
      bodyTooLarge();
    } else {
      proceed();
    }
  }

  private long maxBodyBytes() {
    long own =
        rule != null && rule.action() instanceof Action.Forward forward
            ? forward.how().maxBodyBytes()
            : 0;
    return own > 0 ? own : front.lane().clientLimits().maxBodyBytes();
  }

  private void shed(RuleAction.Forward how) {
    Unavailable.answer(this, how.fallback(), Problems.shed(how.priority()));
  }

  @Override
  public void proceed() {
    if (answered) {
      return;
    }
    try {
      if (nextFilter < rule.filters().size()) {
        apply(rule.filters().get(nextFilter++));
      } else if (dryRun != null) {
        dryRun.leave("passes", this);
        explain(Explanation.of(this, rule.action()));
      } else {
        act(rule.action());
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

  /** Ends a request that is only asked about with what would have become of it. */
  private void explain(JsonObject outcome) {
    answered = true;
    ending.discardBody();
    dryRun.leave(outcome.getString("verdict"), this);
    response.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
    ending.end(Explanation.whole(this, outcome).toBuffer());
  }

  /** Not by the request's fault, as far as is known. */
  private void fail(Throwable cause) {
    String where = rule == null ? "the router" : route() + '/' + rule();
    LOG.errorf(cause, "Request %s failed in %s", requestId, where);
    if (forwarding != null) {
      forwarding.cancel();
    }
    reject(Problems.INTERNAL);
  }

  private void act(Action action) {
    switch (action) {
      case Action.Refuse(Problem problem) -> reject(problem);
      case Action.Redirect(var redirection) -> DirectAnswer.give(this, redirection);
      case Action.Respond(var response) -> DirectAnswer.give(this, response);
      case Action.Forward forward -> {
        pool = forward.pools().next().orElse(null);
        if (pool == null) {
          reject(Problems.BACKEND_NOT_FOUND);
        } else if (front.lane().shedder().sheds(forward.how().priority(), subscriber.tier())) {
          shed(forward.how());
        } else {
          forwarding = new Forwarding(this, forward, pool);
          forwarding.start();
        }
      }
    }
  }

  /** Another pool takes over. */
  void failedOver(Pool other) {
    pool = other;
    responseHeaders().set(Headers.X_FAILOVER_POOL, other.name());
  }

  /** How important the subscriber is among requests of equal priority. */
  int tierPriority() {
    FleetSettings settings = runtime.settings();
    return settings == null ? 0 : settings.tiers().getOrDefault(subscriber.tier(), 0);
  }

  /** A try goes to this endpoint. */
  void chose(Endpoint chosen) {
    endpoint = chosen;
  }

  @Override
  public void reject(Problem problem) {
    if (Grpc.isSpokenBy(request)) {
      answer(200, problem.status(), Grpc.refusal(problem), Buffer.buffer(), true);
      return;
    }
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(problem.headers());
    headers.set(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    answer(problem.status(), problem.status(), headers, problem.body(requestId).toBuffer(), true);
  }

  @Override
  public void answer(int status, MultiMap headers, Buffer content) {
    answer(status, status, headers, content, false);
  }

  /** What stands for a status of HTTP in another protocol is counted as that status. */
  private void answer(int status, int counted, MultiMap headers, Buffer content, boolean problem) {
    if (answered) {
      return;
    }
    if (dryRun != null) {
      explain(Explanation.of(status, headers, content));
      return;
    }
    answered = true;
    countedStatus = counted;
    ending.discardBody();
    response.setStatusCode(status);
    response.headers().addAll(headers);
    if (tap != null && problem) {
      tap.problemHead(counted, response.headers());
    } else if (tap != null) {
      tap.ownHead(counted, response.headers());
    }
    finishHead(status, content.length());
    ending.end(content);
  }

  /** Prepares the head of a backend's answer; returns who wants to see the body, or null. */
  ResponseTap.Body writeHead(int status, MultiMap backendHeaders) {
    answered = true;
    countedStatus = status;
    response.setStatusCode(status);
    MultiMap headers = response.headers();
    headers.addAll(backendHeaders);
    Headers.removeHopByHop(headers);
    Headers.removeOurs(headers);
    ResponseTap.Body seer = tap == null ? null : tap.head(status, headers);
    finishHead(status, RequestBody.lengthIn(headers));
    return seer;
  }

  private void finishHead(int status, long length) {
    MultiMap headers = response.headers();
    if (ownHeaders != null) {
      ownHeaders.names().forEach(headers::remove);
      headers.addAll(ownHeaders);
    }
    if (coding != null) {
      ending.encodeBy(coding.begin(status, headers, length));
    }
    AnswerHeaders.write(this, headers);
    ending.announceClose(front.isDraining());
  }

  private void bodyTooLarge() {
    if (forwarding != null) {
      forwarding.cancel();
    }
    if (answered) {
      ending.breakOff();
    } else {
      reject(Problems.bodyTooLarge(maxBodyBytes()));
    }
  }

  /** The answer is out, or the client has gone. */
  void ended() {
    if (finished) {
      return;
    }
    finished = true;
    answered = true;
    boolean aborted = !response.ended();
    if (aborted && forwarding != null) {
      forwarding.cancel();
    }
    if (aborted && tap != null) {
      tap.abandoned();
    }
    if (dryRun != null) {
      return;
    }
    long nanos = front.lane().now() - startedAt;
    front.ended(this, rule, aborted ? ABORTED : countedStatus, nanos);
  }

  @Override
  public Owed owed() {
    if (!tunnel && body.isAwaited() && !response.headWritten() && !asked.isStream()) {
      return Owed.BODY;
    }
    boolean reading = !tunnel && (response.ended() || response.writeQueueFull());
    return reading ? Owed.READING : Owed.NOTHING;
  }

  @Override
  public long moved() {
    return body.received() + response.bytesWritten();
  }

  @Override
  public void giveUp(Closing reason) {
    if (reason == Closing.MALFORMED && body.isComplete()) {
      return;
    }
    if (forwarding != null) {
      forwarding.cancel();
    }
    ending.closeAfterwards();
    if (answered) {
      ending.breakOff();
    } else {
      reject(Problems.givenUp(reason, front.lane().clientLimits()));
    }
  }

  /** Whether the client wants to go on as a WebSocket. */
  boolean isUpgrade() {
    return upgrade;
  }

  /** From now on what passes is not HTTP any more. */
  void becameTunnel() {
    tunnel = true;
  }

  /** HTTP/1.1 clients may not understand what comes before an answer (RFC 8297, 3). */
  void earlyHints(MultiMap hints) {
    if (!answered && request.version() == HttpVersion.HTTP_2) {
      Headers.removeHopByHop(hints);
      response.writeEarlyHints(hints);
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

  /** The end of the answer. */
  ClientResponse ending() {
    return ending;
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

  /** The rule that matched, or null. */
  Rule matched() {
    return rule;
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
    return condition;
  }

  @Override
  public String origin() {
    TrustedProxies proxies = runtime.trustedProxies();
    return asked.proto(proxies) + "://" + asked.forwardedHost(proxies) + ' ' + asked.authority();
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
    return asked.clientKey();
  }

  @Override
  public boolean hasCertificate() {
    return ClientCertificate.of(request) != null;
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
    if (outbound == null) {
      outbound = new Outbound();
    }
    return outbound;
  }

  @Override
  public void readBody(int mostBytes, Consumer<Buffer> then) {
    if (RequestBody.announcedLength(request) > mostBytes) {
      reject(Problems.bodyTooLarge(mostBytes));
    } else {
      body.collect(mostBytes, then, () -> reject(Problems.bodyTooLarge(mostBytes)));
    }
  }

  @Override
  public void peekBody(int bytes, Consumer<Buffer> then) {
    body.peek(bytes, then);
  }

  @Override
  public void copyTo(Pool other) {
    if (dryRun == null && !upgrade) {
      Copy copy = Copy.of(this, other);
      body.whenWhole(copy::send);
    }
  }

  /** The authority that a backend is told. */
  String outboundAuthority() {
    return outbound == null || outbound.authority() == null
        ? asked.authority()
        : outbound.authority();
  }

  /** The path and query that a backend is asked for. */
  String outboundUri() {
    return asked.uriWith(
        outbound == null || outbound.path() == null
            ? condition.withoutVersion(asked.path())
            : outbound.path());
  }

  /** Does the filters' edits of the headers that a backend gets. */
  void editOutbound(MultiMap headers) {
    if (outbound != null) {
      outbound.applyTo(headers);
    }
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
    if (answered) {
      responseTap.abandoned();
      return;
    }
    tap = tap == null ? responseTap : new TapChain(responseTap, tap);
  }

  @Override
  public void encodeBy(BodyCoding bodyCoding) {
    coding = bodyCoding;
  }

  @Override
  public Exchange inBackground() {
    return new ProxyExchange(this);
  }

  /** Lets a filter answer with what it has when a backend says that this is still valid (304). */
  boolean isAnsweredUnchanged(MultiMap backendHeaders) {
    if (tap == null) {
      return false;
    }
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(backendHeaders);
    Headers.removeHopByHop(headers);
    Headers.removeOurs(headers);
    return tap.notModified(headers);
  }

  @Override
  public void onUnavailable(StandIn offered) {
    standIn = offered;
  }

  /** Lets a filter answer in place of a backend, if one can. */
  boolean isStoodInFor(int status) {
    return standIn != null && standIn.answerInPlaceOf(status);
  }
}
