package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.filter.Trust;
import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.MutableClock;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.limit.Failures;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.FilterConfig.Authenticate;
import dev.apifleet.snapshot.FleetSettings.Credentials;
import dev.apifleet.snapshot.IssuerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwt.JwtClaims;

/** An identity provider, gateways that believe it, and its users. */
final class Site implements AutoCloseable {
  static final RsaJsonWebKey KEY = TestIssuer.newKey("k1");
  static final RsaJsonWebKey NEXT_KEY = TestIssuer.newKey("k2");
  static final RsaJsonWebKey FORGERS_KEY = TestIssuer.newKey("k1");
  static final Authenticate OPTIONAL = new Authenticate(false, List.of(), List.of());
  static final Authenticate REQUIRED = new Authenticate(true, List.of(), List.of());

  final Vertx vertx = Vertx.vertx();
  final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  final TestIssuer issuer = new TestIssuer(vertx, clock);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Authenticators authenticators;
  private final List<FilterServer> servers = new ArrayList<>();

  /** Without a Redis. */
  Site() {
    this("redis://127.0.0.1:1");
  }

  Site(String redisUri) {
    Redis redis = Redis.createClient(vertx, redisUri);
    authenticators = new Authenticators(vertx, redis, new Failures(redis, clock), meters, clock);
    issuer.publish(KEY);
  }

  FilterServer server(Authenticate config, String... algorithms) {
    String[] names = algorithms.length == 0 ? new String[] {"RS256"} : algorithms;
    return server(new AuthenticateFilter(config, authenticators.get(trust(issuer.config(names)))));
  }

  static Trust trust(IssuerConfig... issuers) {
    return new Trust(List.of(issuers), null, null);
  }

  FilterServer server(AuthenticateFilter filter) {
    return server(List.of(filter));
  }

  FilterServer server(List<Filter> filters) {
    FilterServer server = new FilterServer(vertx, filters, _ -> Reply.ok("hello"));
    servers.add(server);
    return server;
  }

  /** Keys from Secrets and Redis are accepted too. */
  FilterServer serverOfKeys(Authenticate config) {
    return server(new AuthenticateFilter(config, authenticators.get(keysToo(true))));
  }

  Trust keysToo(boolean redis) {
    return new Trust(
        List.of(issuer.config("RS256")),
        new Credentials("x-api-key", redis, List.of("free", "pro")),
        null);
  }

  /** As when a snapshot with these keys is applied. */
  void serve(Trust trust, ApiKeyConfig... keys) {
    authenticators.prepare(new FilterSite(Map.of(), Map.of(), trust, List.of(keys), 1));
  }

  double counted(String kind, String result) {
    return meters
        .get("apifleet.identity.credentials")
        .tags("kind", kind, "result", result)
        .counter()
        .count();
  }

  String token() {
    return token(_ -> {});
  }

  String token(Consumer<JwtClaims> changes) {
    return issuer.token(KEY, changes);
  }

  static Answer ask(FilterServer server, String token) {
    return server.get("/", "Authorization", "Bearer " + token);
  }

  /** Why the token is refused. */
  static String reason(FilterServer server, String token) {
    Answer answer = ask(server, token);
    assertRefused(answer);
    return new JsonObject(answer.body()).getString("detail");
  }

  static void assertRefused(Answer answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(error(answer)).isEqualTo("invalid_token");
    assertThat(answer.header("www-authenticate")).startsWith("Bearer error=\"invalid_token\"");
  }

  static String error(Answer answer) {
    return new JsonObject(answer.body()).getString("error");
  }

  @Override
  public void close() {
    servers.forEach(FilterServer::close);
    issuer.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
