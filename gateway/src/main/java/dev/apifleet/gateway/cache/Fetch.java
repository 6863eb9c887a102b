package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.CacheMeters.Result;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One question to the backend: its answer is kept as it passes by, or says that what was kept still
 * holds, or is so bad that what was kept stands in for it.
 */
final class Fetch implements ResponseTap {
  private static final int ERRORS = 500;

  /** What each backend is told of a request by the gateway alone. */
  private static final Set<String> TOLD_BY_GATEWAY =
      Set.of("x-request-id", "x-forwarded-for", "client-cert");

  private final CachedRule rule;
  private final ResponseCache cache;
  private final CacheKey key;
  private final Exchange exchange;
  private final Stored stored;
  private final Flight flight;
  private final boolean forClient;
  private final boolean personal;
  private final long askedAt;
  private final long generation;
  private String reason;
  private boolean answering;

  /**
   * @param stored what is kept and may be used, or null
   * @param flight tells equal requests how it went, or null
   * @param forClient whether the client waits for the answer
   */
  Fetch(
      CachedRule rule,
      CacheKey key,
      Exchange exchange,
      Stored stored,
      Flight flight,
      boolean forClient) {
    this.rule = rule;
    this.cache = rule.cache();
    this.key = key;
    this.exchange = exchange;
    this.stored = stored;
    this.flight = flight;
    this.forClient = forClient;
    // Before the backend is asked: once a client has gone nothing tells of its certificate.
    this.personal = Use.isPersonal(exchange, Wanted.by(exchange.request().headers()));
    this.askedAt = cache.now();
    this.generation = cache.generation();
  }

  /**
   * Asks the backend.
   *
   * @param why one of the reasons of RFC 9211 section 2.2
   */
  void start(String why) {
    reason = why;
    exchange.tap(this);
    if (validates()) {
      exchange.outbound().editHeaders(headers -> Validators.ask(stored, headers));
    }
    if (stored != null) {
      exchange.onUnavailable(this::standIn);
    }
    exchange.proceed();
  }

  private boolean isGet() {
    return exchange.request().method() == HttpMethod.GET;
  }

  private boolean validates() {
    return isGet() && stored != null && stored.hasValidator();
  }

  @Override
  public Body head(int status, MultiMap headers) {
    count(Result.MISS);
    Kept kept = isGet() ? admitted(status, headers) : null;
    headers.remove(TargetedControl.OWN);
    String said = CacheStatus.forwarded(reason, status) + (kept == null ? "" : "; stored");
    headers.add(CacheStatus.NAME, said + CacheStatus.key(key));
    if (kept == null) {
      land(status >= ERRORS ? Landing.FAILED : Landing.NOT_KEPT);
      return null;
    }
    return new Copy(rule.config().maxBodyBytes(), body -> complete(kept, body), this::land);
  }

  /** The answer as it will be kept once its body is there; null where it will not. */
  private Kept admitted(int status, MultiMap headers) {
    Lifetime life = lifetime(status, headers);
    if (life == null || Copy.isTooLong(headers, rule.config().maxBodyBytes())) {
      return null;
    }
    return kept(status, headers, Buffer.buffer(), life);
  }

  /** On what terms the answer may be kept; null for not at all. */
  private Lifetime lifetime(int status, MultiMap headers) {
    return isChosenByGateway(Freshness.varyNames(headers))
        ? null
        : Freshness.lifetime(status, personal, headers, rule.config(), askedAt, cache.now());
  }

  /**
   * Whether the answer varies by what the gateway told the backend, such as who asks: that cannot
   * be seen from the requests of others, who would get it too.
   */
  private boolean isChosenByGateway(List<String> varyNames) {
    return !varyNames.isEmpty()
        && (varyNames.stream().anyMatch(TOLD_BY_GATEWAY::contains)
            || exchange.outbound().changesAny(varyNames, exchange.request().headers()));
  }

  private Kept kept(int status, MultiMap headers, Buffer body, Lifetime life) {
    CacheControl control = TargetedControl.of(headers).control();
    List<String> names = rule.names(Freshness.varyNames(headers));
    Label label =
        new Label(
            CacheKey.host(exchange),
            CacheKey.target(exchange, rule.query()),
            KeptHeaders.tags(headers),
            generation);
    Stored whole =
        new Stored(
            status,
            KeptHeaders.of(headers, Freshness.unkeptFields(control)),
            body,
            life,
            Freshness.isShared(control),
            label);
    return new Kept(names, CacheKey.variant(names, exchange.request().headers()), whole);
  }

  private void complete(Kept kept, Buffer body) {
    keep(kept.with(body));
  }

  /** Who waits may have come after a write or a purge that the answer is older than. */
  private void keep(Kept kept) {
    land(cache.put(key, kept, askedAt) ? Landing.of(kept) : Landing.ABANDONED);
  }

  /** What was kept still holds, with the headers that came now (RFC 9111 section 4.3.4). */
  @Override
  public boolean notModified(MultiMap headers) {
    if (!validates()) {
      return false;
    }
    MultiMap merged = KeptHeaders.merged(stored, headers);
    Lifetime life = lifetime(stored.status(), merged);
    Lifetime anyhow = life == null ? stored.life() : life;
    Kept kept = kept(stored.status(), merged, stored.body(), anyhow);
    if (life == null) {
      land(Landing.NOT_KEPT);
    } else {
      keep(kept);
    }
    count(Result.REVALIDATED);
    answer(
        kept.stored(),
        CacheStatus.forwarded(reason, 304)
            + (life == null ? "" : "; stored")
            + CacheStatus.key(key));
    return true;
  }

  private boolean standIn(int status) {
    long now = cache.now();
    if (now >= stored.life().ifErrorUntil(rule.config())) {
      return false;
    }
    land(Landing.FAILED);
    count(Result.STALE);
    long ttl = stored.life().ttlSeconds(now);
    answer(
        stored,
        CacheStatus.forwarded(reason, status)
            + "; ttl="
            + ttl
            + "; detail=stale-if-error"
            + CacheStatus.key(key));
    return true;
  }

  private void answer(Stored answer, String status) {
    answering = true;
    CachedAnswer.send(exchange, answer, status, cache.now());
  }

  /** The gateway itself refused the request behind the cache. */
  @Override
  public void ownHead(int status, MultiMap headers) {
    if (!answering) {
      count(Result.MISS);
      headers.add(CacheStatus.NAME, "apifleet; fwd=" + reason + CacheStatus.key(key));
      land(status >= ERRORS ? Landing.FAILED : Landing.ABANDONED);
    }
  }

  @Override
  public void abandoned() {
    land(Landing.ABANDONED);
  }

  private void count(Result result) {
    if (forClient) {
      rule.count(result, exchange);
    }
  }

  private void land(Landing landing) {
    if (flight != null) {
      flight.land(landing);
    }
  }

  /** Gathers a body and hands it on when it is complete. */
  private static final class Copy implements Body {
    private final int most;
    private final Consumer<Buffer> whole;
    private final Consumer<Landing> unfit;
    private Buffer body = Buffer.buffer();

    private Copy(int most, Consumer<Buffer> whole, Consumer<Landing> unfit) {
      this.most = most;
      this.whole = whole;
      this.unfit = unfit;
    }

    private static boolean isTooLong(MultiMap headers, int most) {
      String length = headers.get(HttpHeaders.CONTENT_LENGTH);
      return length != null && (length.length() > 9 || Integer.parseInt(length) > most);
    }

    @Override
    public void chunk(Buffer chunk) {
      if (body != null && body.length() + chunk.length() > most) {
        body = null;
        unfit.accept(Landing.NOT_KEPT);
      } else if (body != null) {
        body.appendBuffer(chunk);
      }
    }

    @Override
    public void end() {
      if (body != null) {
        whole.accept(body);
      }
    }

    @Override
    public void broken() {
      body = null;
      unfit.accept(Landing.ABANDONED);
    }
  }
}
