package dev.apifleet.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.route.Routable;
import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.gateway.runtime.RuntimeBuilder.Built;
import dev.apifleet.gateway.transport.KeyLoader;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.IssuerConfig;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.snapshot.RuleAction.WeightedPool;
import dev.apifleet.snapshot.Version;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What is built of changes alone is what is built of all. */
class RuntimeBuilderProperties {
  /** A resource that is wanted from now on, or no more. */
  record Change(Resource resource, boolean gone) {}

  private record Asked(String host, String path) implements Routable {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String header(String name) {
      return null;
    }

    @Override
    public String queryParam(String name) {
      return null;
    }
  }

  /** A gateway that gets snapshots; one is told what has changed, the other is not. */
  private static final class Served {
    private final RuntimeHolder holder = new RuntimeHolder(new SimpleMeterRegistry(), (_, _) -> {});
    private final RuntimeBuilder builder =
        new RuntimeBuilder(
            RuntimeBuilderProperties::filters,
            new PoolSite(Place.UNKNOWN, () -> 0, () -> 0),
            KeyLoader.NONE);

    Runtime take(TreeMap<ResourceKey, Encoded> wanted, Set<ResourceKey> changed) {
      Version version = new Version(1, 1, "");
      Runtime old = holder.current();
      Built built =
          changed == null
              ? builder.build(old, version, wanted)
              : builder.build(old, version, wanted, changed);
      holder.swap(built);
      return built.runtime();
    }
  }

  private static List<Filter> filters(List<FilterConfig> configs, String rule, FilterSite site) {
    for (FilterConfig config : configs) {
      if (config instanceof FilterConfig.RateLimit(String policy)
          && !site.policies().containsKey(policy)) {
        throw new IllegalArgumentException("the policy " + policy + " is missing");
      }
    }
    return configs.stream().<Filter>map(_ -> Exchange::proceed).toList();
  }

  @Property(tries = 400)
  void changesAloneLeadToTheSame(@ForAll("steps") List<List<Change>> steps) {
    Served byChange = new Served();
    Served byWhole = new Served();
    TreeMap<ResourceKey, Encoded> wanted = new TreeMap<>();
    for (List<Change> step : steps) {
      Set<ResourceKey> changed = new HashSet<>();
      for (Change change : step) {
        changed.add(change.resource().key());
        if (change.gone()) {
          wanted.remove(change.resource().key());
        } else {
          wanted.put(change.resource().key(), Encoded.of(change.resource()));
        }
      }
      Runtime whole = byWhole.take(wanted, null);
      Runtime now = byChange.take(wanted, changed);
      assertThat(now.resources()).isEqualTo(whole.resources());
      assertThat(now.rejected()).isEqualTo(whole.rejected());
      assertThat(now.settings()).isEqualTo(whole.settings());
      assertThat(now.site().trust()).isEqualTo(whole.site().trust());
      assertThat(now.site().policies()).isEqualTo(whole.site().policies());
      assertThat(now.trustedProxies().contains("10.1.1.1"))
          .isEqualTo(whole.trustedProxies().contains("10.1.1.1"));
      assertThat(pools(now)).isEqualTo(pools(whole));
      assertThat(answers(now.router())).isEqualTo(answers(whole(whole)));
    }
  }

  private static Map<String, Object> pools(Runtime runtime) {
    Map<String, Object> pools = new TreeMap<>();
    for (Pool pool : runtime.pools().values()) {
      pools.put(
          pool.name(),
          List.of(
              pool.members().config(),
              pool.members().endpoints().stream().map(Endpoint::config).toList()));
    }
    return pools;
  }

  private static Router<Rule> whole(Runtime runtime) {
    return new Router<>(runtime.routes().values().stream().map(CompiledRoute::matches).toList());
  }

  private static List<String> answers(Router<Rule> router) {
    List<String> answers = new ArrayList<>();
    for (String host : List.of("", "a.com", "b.a.com")) {
      for (String path : List.of("/", "/a", "/a/b", "/b/c", "/a/b/c")) {
        answers.add(host + path + " " + answer(router.find(new Asked(host, path))));
      }
    }
    return answers;
  }

  private static String answer(RouteMatch<Rule> found) {
    return found == null
        ? "nothing"
        : switch (found.target().action()) {
          case Action.Refuse(var problem) -> found.route() + " refuses: " + problem;
          case Action.Forward(WeightedPools pools, _) ->
              found.route() + " of " + found.createdAt() + " to " + pools.first().map(Pool::name);
          case Action.Redirect _, Action.Respond _ -> "not among them";
        };
  }

  @Provide
  Arbitrary<List<List<Change>>> steps() {
    Arbitrary<Change> change =
        Combinators.combine(resources(), Arbitraries.of(false, false, false, true)).as(Change::new);
    return change.list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(25);
  }

  private static Arbitrary<Resource> resources() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, routes()),
        Tuple.of(2, pools()),
        Tuple.of(2, endpoints()),
        Tuple.of(1, policies()),
        Tuple.of(1, fleets()),
        Tuple.of(1, issuers()));
  }

  private static Arbitrary<Resource> routes() {
    Arbitrary<PathMatch> paths =
        Arbitraries.of(
            new PathMatch.Exact("/a"),
            new PathMatch.Prefix("/"),
            new PathMatch.Prefix("/a"),
            new PathMatch.Template("/{x}/b"),
            new PathMatch.Regex("/a/.*"),
            new PathMatch.Regex("/["));
    Arbitrary<List<String>> hosts =
        Arbitraries.of(List.of(), List.of("a.com"), List.of("*.a.com", "a.com"));
    return Combinators.combine(
            Arbitraries.integers().between(0, 20),
            Arbitraries.longs().between(0, 3),
            hosts,
            paths,
            Arbitraries.of("p", "q", "").injectNull(0.5),
            Arbitraries.of("one", "two"))
        .as(RuntimeBuilderProperties::route);
  }

  private static Resource route(
      int number, long createdAt, List<String> hosts, PathMatch path, String policy, String pool) {
    return new RouteConfig(
        "route-" + number,
        createdAt,
        hosts,
        List.of(
            new RuleConfig(
                "rule",
                List.of(new MatchConfig(path, null, List.of(), List.of())),
                policy == null ? List.of() : List.of(new FilterConfig.RateLimit(policy)),
                new RuleAction.Forward(List.of(new WeightedPool(pool, 1)), 1_000, 0))));
  }

  private static Arbitrary<Resource> pools() {
    return Combinators.combine(Arbitraries.of("one", "two"), Arbitraries.of(0, 3, 5))
        .as(
            (name, failures) ->
                new PoolConfig(
                    name,
                    PoolConfig.Algorithm.ROUND_ROBIN,
                    new BreakerConfig(failures, 50, 20, 10_000, 30_000, 1, 100)));
  }

  private static Arbitrary<Resource> endpoints() {
    return Combinators.combine(Arbitraries.of("one", "two"), Arbitraries.of(80, 81, 70_000))
        .as(
            (pool, port) ->
                new EndpointsConfig(pool, List.of(new EndpointConfig("a", "127.0.0.1", port))));
  }

  private static Arbitrary<Resource> policies() {
    return Combinators.combine(Arbitraries.of("p", "q"), Arbitraries.of(PolicyConfig.Mode.values()))
        .as(
            (name, mode) ->
                new PolicyConfig(
                    name,
                    PolicyConfig.Algorithm.SLIDING_COUNTER,
                    List.of(),
                    new TreeMap<>(),
                    PolicyConfig.StoreFailure.LOCAL,
                    mode));
  }

  private static Arbitrary<Resource> fleets() {
    return Combinators.combine(
            Arbitraries.of("10.0.0.0/8", "10.0.0.0/99", "192.168.0.0/16"), Arbitraries.of(1, 3))
        .as((network, gateways) -> new FleetSettings("f", List.of(network), gateways));
  }

  private static Arbitrary<Resource> issuers() {
    return Arbitraries.of("i", "j")
        .map(
            name ->
                new IssuerConfig(
                    name, name, "http://" + name, List.of(), List.of(), null, null, List.of()));
  }
}
