package dev.apifleet.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.identity.Authenticators;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.runtime.RuntimeBuilder.Built;
import dev.apifleet.gateway.transport.KeyLoader;
import dev.apifleet.snapshot.ApiKeyConfig;
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
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RuntimeBuilderTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RuntimeHolder holder = new RuntimeHolder(registry, (_, _) -> {});
  private final RuntimeBuilder builder =
      new RuntimeBuilder(
          new Filters(), new PoolSite(Place.UNKNOWN, () -> 0, () -> 0), KeyLoader.NONE);

  private static final class Filters implements FilterBuilder {
    @Override
    public List<Filter> build(List<FilterConfig> configs, String rule, FilterSite site) {
      for (FilterConfig config : configs) {
        if (config instanceof FilterConfig.RateLimit(String policy)
            && !site.policies().containsKey(policy)) {
          throw new IllegalArgumentException("the policy " + policy + " is not in the snapshot");
        }
      }
      return configs.stream().<Filter>map(_ -> Exchange::proceed).toList();
    }

    @Override
    public void check(IssuerConfig issuer) {
      Authenticators.check(issuer);
    }

    @Override
    public void check(ApiKeyConfig key) {
      Authenticators.check(key);
    }

    @Override
    public void prepare(FilterSite site) {
      site.trust().issuers().forEach(this::check);
      site.apiKeys().forEach(this::check);
    }
  }

  private static IssuerConfig issuer(String name, String jwksUri) {
    return new IssuerConfig(
        name, "https://" + name, jwksUri, List.of("api"), List.of("RS256"), "t", "r", List.of());
  }

  private static ApiKeyConfig key(String name, String sha256) {
    return new ApiKeyConfig(name, sha256, "acme", "pro", List.of(), List.of(), 0);
  }

  @Test
  void anIssuerOrKeyThatCannotBeUsedHoldsNothingElseBack() {
    Runtime built =
        build(
            issuer("good", "https://good/keys"),
            issuer("bad", "no address"),
            issuer("other", "ftp://other/keys"),
            key("a/good", "0".repeat(64)),
            key("a/bad", "abc"),
            key("a/none", null),
            route("a", null));
    assertThat(built.rejected().keySet())
        .extracting(ResourceKey::name)
        .containsExactlyInAnyOrder("bad", "other", "a/bad", "a/none");
    assertThat(built.rejected().values()).anyMatch(reason -> reason.contains("jwksUri no address"));
    assertThat(built.site().trust().issuers())
        .extracting(IssuerConfig::name)
        .containsExactly("good");
    assertThat(built.site().apiKeys()).extracting(ApiKeyConfig::name).containsExactly("a/good");
    assertThat(action(compiled("a"))).isInstanceOf(Action.Forward.class);
  }

  @Test
  void anIssuerThatBecomesBadIsBelievedAsBefore() {
    build(issuer("one", "https://one/keys"));
    Runtime built = build(issuer("one", null));
    assertThat(built.rejected()).hasSize(1);
    assertThat(built.site().trust().issuers())
        .extracting(IssuerConfig::jwksUri)
        .containsExactly("https://one/keys");
  }

  private Runtime build(Resource... resources) {
    Snapshot snapshot = Snapshot.of(List.of(resources));
    Version version = new Version(1, 1, snapshot.hash());
    Built built = builder.build(holder.current(), version, snapshot.resources());
    holder.swap(built);
    return built.runtime();
  }

  private static RouteConfig route(String name, String policy) {
    return new RouteConfig(
        name,
        0,
        List.of(),
        List.of(
            new RuleConfig(
                "rule",
                List.of(
                    new MatchConfig(new PathMatch.Prefix("/" + name), null, List.of(), List.of())),
                policy == null ? List.of() : List.of(new FilterConfig.RateLimit(policy)),
                new RuleAction.Forward(List.of(new WeightedPool("pool", 1)), 1_000, 0))));
  }

  private static PolicyConfig policy(String name, PolicyConfig.Mode mode) {
    return new PolicyConfig(
        name,
        PolicyConfig.Algorithm.SLIDING_COUNTER,
        List.of(),
        new TreeMap<>(),
        PolicyConfig.StoreFailure.LOCAL,
        mode);
  }

  private static PoolConfig pool(int failures) {
    return new PoolConfig(
        "pool",
        PoolConfig.Algorithm.ROUND_ROBIN,
        new BreakerConfig(failures, 50, 20, 10_000, 30_000, 1, 100));
  }

  private static EndpointsConfig endpoints(int port) {
    return new EndpointsConfig("pool", List.of(new EndpointConfig("a", "127.0.0.1", port)));
  }

  private CompiledRoute compiled(String name) {
    return holder.current().routes().get(name);
  }

  private static Action action(CompiledRoute route) {
    return route.matches().matches().getFirst().target().action();
  }

  @Test
  void theFiguresOfAPolicyEndWithIt() {
    build(policy("a/gone", PolicyConfig.Mode.ENFORCE), policy("a/kept", PolicyConfig.Mode.ENFORCE));
    registry.counter("apifleet.ratelimit.decisions", "policy", "a/gone");
    registry.counter("apifleet.ratelimit.decisions", "policy", "a/kept");
    build(policy("a/kept", PolicyConfig.Mode.ENFORCE));
    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getTag("policy"))
        .containsExactly("a/kept");
  }

  @Test
  void aRuleWhoseFiltersCannotBeBuiltRefusesItsRequests() {
    Runtime built = build(pool(5), endpoints(80), route("a", "missing"), route("b", null));
    assertThat(built.rejected().values())
        .singleElement()
        .asString()
        .contains("rule rule", "policy missing is not in the snapshot");
    assertThat(action(compiled("a")))
        .isInstanceOfSatisfying(
            Action.Refuse.class, refuse -> assertThat(refuse.problem().status()).isEqualTo(500));
    assertThat(action(compiled("b"))).isInstanceOf(Action.Forward.class);
  }

  @Test
  void whatIsWrongIsSaidAgainWithEachSnapshot() {
    build(route("a", "missing"));
    assertThat(build(route("a", "missing"), route("b", null)).rejected())
        .containsOnlyKeys(new ResourceKey(dev.apifleet.snapshot.Kind.ROUTE, "a"));
  }

  @Test
  void aPolicyThatChangesRebuildsOnlyTheRoutesThatUseIt() {
    PolicyConfig other = policy("other", PolicyConfig.Mode.ENFORCE);
    build(policy("p", PolicyConfig.Mode.ENFORCE), other, route("a", "p"), route("b", "other"));
    CompiledRoute a = compiled("a");
    CompiledRoute b = compiled("b");
    build(policy("p", PolicyConfig.Mode.SHADOW), other, route("a", "p"), route("b", "other"));
    assertThat(compiled("a")).isNotSameAs(a);
    assertThat(compiled("b")).isSameAs(b);
  }

  @Test
  void aPoolThatAppearsLaterIsUsed() {
    build(route("a", null));
    assertThat(((Action.Forward) action(compiled("a"))).pools().next()).isEmpty();
    build(route("a", null), pool(5), endpoints(80));
    assertThat(((Action.Forward) action(compiled("a"))).pools().next()).isPresent();
  }

  @Test
  void badPoolsAndEndpointsKeepTheirLastGoodForm() {
    build(pool(5), endpoints(80));
    Runtime built = build(pool(0), endpoints(70_000));
    assertThat(built.rejected()).hasSize(2);
    assertThat(built.pools().get("pool").members().config()).isEqualTo(pool(5));
    assertThat(built.pools().get("pool").members().endpoints()).hasSize(1);
  }

  @Test
  void aBadNetworkKeepsTheLastGoodOnes() {
    build(new FleetSettings("f", List.of("10.0.0.0/8"), 3));
    Runtime built = build(new FleetSettings("f", List.of("10.0.0.0/99"), 3));
    assertThat(built.rejected()).hasSize(1);
    assertThat(built.trustedProxies().contains("10.1.2.3")).isTrue();
  }
}
