package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.CacheMeters.Result;
import dev.apifleet.gateway.cache.Lifetime.Staleness;
import dev.apifleet.gateway.cache.Wanted.Kind;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.OnEventLoop;
import dev.apifleet.gateway.filter.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One read on its way through the cache: what memory, Redis, an equal read or the backend has. */
final class CachedRead {
  private static final long WAIT_MILLIS = 5_000;
  private static final int ROUNDS = 3;
  private static final Problem NOT_CACHED =
      new Problem(
          504,
          "not_cached",
          "There is no answer in the cache",
          "The request allows an answer from the cache only (only-if-cached), and there is none"
              + " that may be used. Ask without that directive.");

  private final CachedRule rule;
  private final ResponseCache cache;
  private final Exchange exchange;
  private final MultiMap headers;
  private final Wanted asked;
  private final CacheControl wanted;
  private final CacheKey key;
  private final boolean refresh;
  private final boolean personal;
  private int round;

  /**
   * @param refresh whether only the backend may say what is right
   */
  CachedRead(CachedRule rule, Exchange exchange, Wanted asked, boolean refresh) {
    this.rule = rule;
    this.cache = rule.cache();
    this.exchange = exchange;
    this.headers = asked.headers();
    this.asked = asked;
    this.wanted = asked.control();
    this.key = rule.key(exchange);
    this.refresh = refresh;
    this.personal = Use.isPersonal(exchange, asked);
  }

  void begin() {
    Kept kept = known();
    if (serves(kept.stored())) {
      hit(kept);
    } else if (mayShare(kept)) {
      share(kept);
    } else {
      lookFurther(kept, null);
    }
  }

  /** Says of a request that is only asked about what memory holds for it. */
  void describe() {
    boolean looks = Use.isRead(exchange.request().method()) && Use.of(asked) == Use.SERVE;
    Kept kept = looks ? known() : Kept.NOTHING;
    if (serves(kept.stored())) {
      answer(kept);
    } else {
      exchange.proceed();
    }
  }

  private Kept known() {
    Kept known = cache.find(key, headers);
    return known == null ? Kept.nothing(rule.names(List.of()), headers) : known;
  }

  /** Whether the request may be answered by the fetch of another, or lead one for others. */
  private boolean mayShare(Kept kept) {
    return rule.config().coalesce()
        && round < ROUNDS
        && isGet()
        && !refresh
        && !wanted.has("only-if-cached")
        && !asked.has(Kind.CHANGE)
        && (!personal || isReadable(kept.stored()))
        && !cache.flights().isFutile(flightKey(kept));
  }

  private Flights.Key flightKey(Kept kept) {
    return new Flights.Key(key, kept.variant());
  }

  private void share(Kept kept) {
    round++;
    Flights.Key flightKey = flightKey(kept);
    Flight mine = cache.flights().begin(flightKey);
    if (mine != null) {
      lead(mine);
    } else if (isUsableMeanwhile(kept.stored())) {
      stale(kept);
    } else if (!await(flightKey, kept)) {
      begin();
    }
  }

  /** The flight before may have landed since this read looked. */
  private void lead(Flight mine) {
    Kept kept = known();
    if (serves(kept.stored())) {
      mine.land(Landing.of(kept));
      hit(kept);
    } else {
      lookFurther(kept, mine);
    }
  }

  /** Waits for a while, if there is something to wait for. */
  private boolean await(Flights.Key flightKey, Kept kept) {
    Vertx vertx = Vertx.currentContext().owner();
    long[] timer = new long[1];
    Consumer<Landing> landed =
        landing -> {
          if (vertx.cancelTimer(timer[0])) {
            landed(landing, kept);
          }
        };
    Flight other = cache.flights().find(flightKey);
    if (other == null || !other.add(OnEventLoop.resume(landed))) {
      return false;
    }
    timer[0] =
        vertx.setTimer(
            WAIT_MILLIS,
            _ -> {
              cache.flights().takesTooLong(flightKey);
              lookFurther(kept, null);
            });
    return true;
  }

  private void landed(Landing landing, Kept before) {
    switch (landing.outcome()) {
      case KEPT -> {
        Stored stored = landing.kept().isFor(headers) ? landing.kept().stored() : null;
        if (serves(stored)) {
          coalesced(stored);
        } else {
          begin();
        }
      }
      case NOT_KEPT -> fetch(exchange, before, null, "miss");
      case FAILED -> {
        if (mayStandIn(before.stored())) {
          stale(before);
        } else {
          fetch(exchange, before, null, "miss");
        }
      }
      case ABANDONED -> begin();
    }
  }

  /** Asks Redis, where another gateway may have put something newer. */
  private void lookFurther(Kept kept, Flight flight) {
    cache.findShared(
        key,
        kept.names(),
        headers,
        OnEventLoop.resume(found -> decide(newer(kept, found), flight)));
  }

  private static Kept newer(Kept one, Kept other) {
    if (one.stored() == null || other.stored() == null) {
      return one.stored() == null ? other : one;
    }
    return one.stored().life().bornAt() > other.stored().life().bornAt() ? one : other;
  }

  private void decide(Kept kept, Flight flight) {
    Stored stored = kept.stored();
    if (serves(stored)) {
      land(flight, Landing.of(kept));
      hit(kept);
    } else if (wanted.has("only-if-cached")) {
      land(flight, Landing.ABANDONED);
      rule.count(Result.MISS, exchange);
      exchange.reject(NOT_CACHED);
    } else if (isUsableMeanwhile(stored)) {
      fetchMeanwhile(kept, flight);
      stale(kept);
    } else {
      fetch(exchange, kept, flight, reason(kept));
    }
  }

  private static void land(Flight flight, Landing landing) {
    if (flight != null) {
      flight.land(landing);
    }
  }

  private String reason(Kept kept) {
    if (refresh) {
      return "request";
    }
    if (kept.stored() != null && isReadable(kept.stored())) {
      return kept.stored().isFresh(cache.now()) ? "request" : "stale";
    }
    return kept.names().isEmpty() || kept.stored() != null ? "uri-miss" : "vary-miss";
  }

  private void fetchMeanwhile(Kept kept, Flight flight) {
    Flight mine = flight == null ? cache.flights().begin(flightKey(kept)) : flight;
    if (mine != null) {
      fetch(exchange.inBackground(), kept, mine, "stale");
    }
  }

  private void fetch(Exchange asked, Kept kept, Flight flight, String reason) {
    Stored stored = isReadable(kept.stored()) ? kept.stored() : null;
    Fetch fetch = new Fetch(rule, key, asked, stored, flight, asked == exchange);
    fetch.start(reason);
  }

  private boolean isGet() {
    return exchange.request().method() == HttpMethod.GET;
  }

  /** Whether the response is for whoever asks here. */
  private boolean isReadable(Stored stored) {
    return stored != null && (stored.isShared() || !personal);
  }

  /** Whether the response can answer as it is (RFC 9111 sections 4.2 and 5.2.1). */
  private boolean serves(Stored stored) {
    if (refresh || !isReadable(stored)) {
      return false;
    }
    long now = cache.now();
    long left = stored.life().freshUntil() - now;
    OptionalLong maxAge = wanted.seconds("max-age");
    OptionalLong minFresh = wanted.seconds("min-fresh");
    if (maxAge.isPresent() && stored.life().ageSeconds(now) >= maxAge.getAsLong()
        || minFresh.isPresent() && left < minFresh.getAsLong() * 1000) {
      return false;
    }
    return left > 0 || allowsStale(stored, -left);
  }

  private boolean allowsStale(Stored stored, long staleMillis) {
    return stored.life().staleness() == Staleness.ALLOWED
        && wanted.has("max-stale")
        && (wanted.hasForAll("max-stale")
            || staleMillis <= wanted.seconds("max-stale").orElse(0) * 1000);
  }

  /** Whether it may answer while it is fetched anew, which only a GET can do. */
  private boolean isUsableMeanwhile(Stored stored) {
    return isGet()
        && !refresh
        && isReadable(stored)
        && wanted.seconds("max-age").isEmpty()
        && wanted.seconds("min-fresh").isEmpty()
        && cache.now() < stored.life().whileRevalidateUntil(rule.config());
  }

  private boolean mayStandIn(Stored stored) {
    return isReadable(stored) && cache.now() < stored.life().ifErrorUntil(rule.config());
  }

  private void hit(Kept kept) {
    if (!kept.stored().isFresh(cache.now())) {
      stale(kept);
      return;
    }
    rule.count(Result.HIT, exchange);
    answer(kept);
  }

  private void stale(Kept kept) {
    rule.count(Result.STALE, exchange);
    answer(kept);
  }

  private void answer(Kept kept) {
    CachedAnswer.hit(exchange, kept, key, asked, cache.now());
  }

  private void coalesced(Stored stored) {
    rule.count(Result.COALESCED, exchange);
    long now = cache.now();
    String status = CacheStatus.collapsed(key, stored.life().ttlSeconds(now));
    CachedAnswer.send(exchange, stored, status, now);
  }
}
