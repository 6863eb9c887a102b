package dev.apifleet.gateway.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.filter.Trust;
import dev.apifleet.gateway.limit.Failures;
import dev.apifleet.gateway.redis.RedisChannel;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.IssuerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.util.List;

/**
 * The authenticators of a gateway, and what outlives snapshots: issuers' keys, tokens that were
 * verified, API keys and sessions that were read.
 */
public final class Authenticators {
  private static final long TICK_MILLIS = 1_000;

  private final Vertx vertx;
  private final HttpClient client;
  private final Clock clock;
  private final IssuerStore store;
  private final Changes changes = new Changes();
  private final Digests digests = new Digests();
  private final OpaqueCredentials stored;
  private final Judgements judgements;
  private final LoadingCache<String, KeySource> sources =
      Caffeine.newBuilder().weakValues().build(this::source);
  private final LoadingCache<List<IssuerConfig>, Tokens> tokens =
      Caffeine.newBuilder().weakValues().build(this::tokens);
  private final LoadingCache<Trust, Authenticator> authenticators =
      Caffeine.newBuilder().weakValues().build(this::create);
  private volatile KeyBook keys = KeyBook.EMPTY;
  private volatile List<KeySource> inUse = List.of();

  public Authenticators(
      Vertx vertx, Redis redis, Failures failures, MeterRegistry registry, Clock clock) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient();
    this.clock = clock;
    this.store = new IssuerStore(redis);
    this.stored = new OpaqueCredentials(store, changes, clock);
    this.judgements = new Judgements(new BadTokens(failures), new IdentityMeters(registry), true);
    new RedisChannel(vertx, redis, IssuerStore.CHANNEL, changes::note, changes::noteAll).listen();
    vertx.setPeriodic(TICK_MILLIS, _ -> inUse.forEach(KeySource::current));
    vertx.setPeriodic(Digests.FORGET_MILLIS, _ -> digests.forget());
  }

  /**
   * Sees whether an issuer can be asked for its keys.
   *
   * @throws IllegalArgumentException when it cannot
   */
  public static void check(IssuerConfig issuer) {
    Issuer.check(issuer);
  }

  /**
   * Sees whether an API key can be told by its digest.
   *
   * @throws IllegalArgumentException when it cannot
   */
  public static void check(ApiKeyConfig key) {
    KeyBook.check(key);
  }

  /** Takes up the API keys and the issuers of a snapshot; keys of others are no longer fetched. */
  public void prepare(FilterSite site) {
    keys = new KeyBook(site.apiKeys());
    inUse = site.trust().issuers().stream().map(i -> sources.get(i.jwksUri())).distinct().toList();
  }

  /** The authenticator that believes these. */
  public Authenticator get(Trust trust) {
    return authenticators.get(trust);
  }

  private Authenticator create(Trust trust) {
    return new Authenticator(
        trust,
        tokens.get(trust.issuers()),
        new KeysAndSessions(trust.credentials(), () -> keys, stored, clock),
        judgements);
  }

  private Tokens tokens(List<IssuerConfig> configs) {
    List<Issuer> issuers =
        configs.stream().map(config -> new Issuer(config, sources.get(config.jwksUri()))).toList();
    return new Tokens(issuers, digests, store, changes, clock);
  }

  private KeySource source(String uri) {
    KeysFetch fetch = new KeysFetch(vertx, client, uri);
    KeySource source = new KeySource(uri, fetch::get, clock);
    source.current();
    return source;
  }
}
