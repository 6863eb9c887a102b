package dev.apifleet.gateway.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Clock;
import java.util.List;

/**
 * The authenticators of a gateway. Keys and verified tokens outlive snapshots for as long as the
 * issuers stay the same and somebody uses them.
 */
public final class Authenticators {
  private final Vertx vertx;
  private final HttpClient client;
  private final Clock clock;
  private final BadTokens badTokens;
  private final LoadingCache<String, KeySource> keys =
      Caffeine.newBuilder().weakValues().build(this::source);
  private final LoadingCache<List<IssuerConfig>, Authenticator> authenticators =
      Caffeine.newBuilder().weakValues().build(this::create);

  public Authenticators(Vertx vertx, Clock clock) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient();
    this.clock = clock;
    this.badTokens = new BadTokens(clock);
  }

  /** The authenticator that believes these issuers. */
  public Authenticator get(List<IssuerConfig> issuers) {
    return authenticators.get(issuers);
  }

  private Authenticator create(List<IssuerConfig> configs) {
    List<Issuer> issuers =
        configs.stream().map(config -> new Issuer(config, keys.get(config.jwksUri()))).toList();
    return new Authenticator(issuers, badTokens, clock);
  }

  private KeySource source(String uri) {
    KeysFetch fetch = new KeysFetch(vertx, client, uri);
    KeySource source = new KeySource(uri, fetch::get, clock);
    source.current();
    return source;
  }
}
