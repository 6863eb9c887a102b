package dev.apifleet.bench.micro;

import dev.apifleet.gateway.route.Routable;
import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.MatchConfig.ValueMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Finding the rule for a request, among 10,000 routes. */
final class Routing {
  private static final int ROUTES = 10_000;
  private static final String HOST = "shop.example.com";
  private static final Router<String> ROUTER = router();

  private Routing() {}

  private record Asked(String path, Map<String, String> values) implements Routable {
    @Override
    public String host() {
      return HOST;
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String header(String name) {
      return values.get(name);
    }

    @Override
    public String queryParam(String name) {
      return values.get(name);
    }
  }

  static Supplier<?> exact() {
    return finding(new Asked("/exact/7421", Map.of()));
  }

  static Supplier<?> prefix() {
    return finding(new Asked("/prefix/7422/orders/42/lines", Map.of()));
  }

  static Supplier<?> template() {
    return finding(new Asked("/template/7423/orders/42", Map.of()));
  }

  static Supplier<?> regex() {
    return finding(new Asked("/regex/7424/orders/42", Map.of()));
  }

  static Supplier<?> header() {
    return finding(new Asked("/header/7425", Map.of("x-tenant", "acme", "version", "2")));
  }

  private static Supplier<?> finding(Asked asked) {
    if (ROUTER.find(asked) == null) {
      throw new IllegalStateException("nothing serves " + asked);
    }
    return () -> ROUTER.find(asked);
  }

  private static Router<String> router() {
    List<RouteMatch<String>> matches = new ArrayList<>();
    for (int i = 0; i < ROUTES; i++) {
      matches.add(RouteMatch.of(match(i), 0, "shop/route-" + i, 0, "route " + i));
    }
    return new Router<>(List.of(new Router.HostedMatches<>(List.of(HOST), matches)));
  }

  private static MatchConfig match(int i) {
    return switch (i % 5) {
      case 1 -> path(new PathMatch.Exact("/exact/" + i));
      case 2 -> path(new PathMatch.Prefix("/prefix/" + i + "/orders"));
      case 3 -> path(new PathMatch.Template("/template/" + i + "/orders/{order}"));
      case 4 -> path(new PathMatch.Regex("/regex/" + i + "/orders/[0-9]+"));
      default ->
          new MatchConfig(
              new PathMatch.Exact("/header/" + i),
              "GET",
              List.of(new ValueMatch("x-tenant", "acme", false)),
              List.of(new ValueMatch("version", "2", false)));
    };
  }

  private static MatchConfig path(PathMatch path) {
    return new MatchConfig(path, null, List.of(), List.of());
  }
}
