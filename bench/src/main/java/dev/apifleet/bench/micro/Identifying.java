package dev.apifleet.bench.micro;

import dev.apifleet.gateway.filter.DryRun;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.filter.Trust;
import dev.apifleet.gateway.identity.AuthenticateFilter;
import dev.apifleet.gateway.identity.Authenticators;
import dev.apifleet.gateway.identity.IdentityHeadersFilter;
import dev.apifleet.gateway.limit.Failures;
import dev.apifleet.gateway.redis.NoRedis;
import dev.apifleet.snapshot.FilterConfig.Authenticate;
import dev.apifleet.snapshot.FleetSettings.IdentityHeaderNames;
import dev.apifleet.snapshot.IssuerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Finding out who asks, and telling backends. */
final class Identifying {
  static final Subscriber ANN =
      new Subscriber(
          "ann",
          "pro",
          List.of("user", "editor"),
          List.of("orders:read", "orders:write"),
          Map.of("iss", "https://login.example.com", "sub", "ann"));

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private Identifying() {}

  static Supplier<?> token() {
    Vertx vertx = Vertx.vertx();
    SignedToken token = SignedToken.by(vertx, CLOCK);
    AuthenticateFilter filter = filter(vertx, token.issuer());
    MeasuredExchange exchange = new MeasuredExchange(bearing(vertx, token));
    Awaited.that(
        () -> {
          exchange.through(filter);
          return !exchange.subscriber().isAnonymous();
        });
    return () -> exchange.through(filter);
  }

  /** One that is refused is not remembered, and in a dry run not limited. */
  static Supplier<?> newToken() {
    Vertx vertx = Vertx.vertx();
    SignedToken token = SignedToken.by(vertx, CLOCK);
    AuthenticateFilter filter = filter(vertx, token.issuerOf("bank"));
    MeasuredExchange exchange = new MeasuredExchange(bearing(vertx, token), new DryRun(null));
    Awaited.that(
        () ->
            exchange.through(filter) instanceof Problem problem
                && problem.detail().contains("audience"));
    return () -> exchange.through(filter);
  }

  private static AuthenticateFilter filter(Vertx vertx, IssuerConfig issuer) {
    NoRedis redis = new NoRedis();
    Authenticators authenticators =
        new Authenticators(
            vertx, redis, new Failures(redis, CLOCK), new SimpleMeterRegistry(), CLOCK);
    return new AuthenticateFilter(
        new Authenticate(true, List.of("editor"), List.of()),
        authenticators.get(new Trust(List.of(issuer), null, null)));
  }

  private static HttpServerRequest bearing(Vertx vertx, SignedToken token) {
    return CapturedRequest.get(vertx, "/orders", Map.of("authorization", "Bearer " + token.text()));
  }

  static Supplier<?> headers() {
    IdentityHeadersFilter filter =
        new IdentityHeadersFilter(
            new IdentityHeaderNames("x-user-id", "x-user-tier", "x-user-roles", "x-user-scopes"));
    MeasuredExchange exchange =
        new MeasuredExchange(CapturedRequest.get(Vertx.vertx(), "/orders", Map.of()));
    exchange.identify(ANN);
    return () -> {
      MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(exchange.request().headers());
      exchange.forgetOutbound();
      exchange.through(filter);
      exchange.outbound().applyTo(headers);
      return headers;
    };
  }
}
