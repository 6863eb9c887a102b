package dev.apifleet.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotTest {
  private static final Version V1 = new Version(1, 1, "h");

  static Stream<Resource> everyKind() {
    return Stream.of(
        new FleetSettings("ns/default", List.of("10.0.0.0/8"), 3),
        new ListenerConfig("http", 8080, ListenerConfig.Protocol.HTTP),
        new IssuerConfig(
            "demo",
            "iss",
            "http://x/jwks",
            List.of("a"),
            List.of("RS256"),
            "tier",
            "roles",
            List.of("free")),
        policy(100),
        new PoolConfig(
            "ns/p",
            PoolConfig.Algorithm.LEAST_CONNECTIONS,
            new PoolConfig.BreakerConfig(5, 50, 20, 10_000, 30_000, 1, 100),
            "service ns/p:80"),
        endpoints("a", "b"),
        route("r"));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyKindReadsBackAsItWasWritten(Resource resource) throws IOException {
    Encoded written = Encoded.of(resource);
    Encoded read = Encoded.read(Kind.of(resource), written.json());
    assertThat(read).isEqualTo(written);
  }

  @Test
  void refusesAFieldThatItDoesNotKnow() {
    ByteString json = ByteString.copyFromUtf8("{\"name\":\"x\",\"mustEncrypt\":true}");
    assertThatThrownBy(() -> Encoded.read(Kind.LISTENER, json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mustEncrypt");
  }

  @Test
  void equalContentHasEqualHashWhateverItsOrder() {
    Snapshot one = Snapshot.of(List.of(route("a"), route("b")));
    Snapshot other = Snapshot.of(List.of(route("b"), route("a")));
    assertThat(one.hash()).isEqualTo(other.hash());
    assertThat(Snapshot.of(List.of(route("a"))).hash()).isNotEqualTo(one.hash());
  }

  @Test
  void anEndpointChangeSendsEndpointsAlone() {
    Snapshot before = Snapshot.of(List.of(route("r"), policy(100), endpoints("a")));
    Snapshot after = Snapshot.of(List.of(route("r"), policy(100), endpoints("a", "b")));
    SnapshotDelta delta = Delta.between(before, after, V1);
    assertThat(delta.getUpsertsList())
        .extracting(r -> r.getKey().getKind())
        .containsExactly("ENDPOINTS");
    assertThat(delta.getRemovalsList()).isEmpty();
    assertThat(delta.getFull()).isFalse();
  }

  @Test
  void whatIsGoneIsNamedAsRemoval() {
    SnapshotDelta delta =
        Delta.between(
            Snapshot.of(List.of(route("r"), route("s"))), Snapshot.of(List.of(route("s"))), V1);
    assertThat(delta.getUpsertsList()).isEmpty();
    assertThat(delta.getRemovalsList()).extracting(k -> k.getName()).containsExactly("ns/r");
  }

  private static PolicyConfig policy(long requests) {
    return new PolicyConfig(
        "ns/tiers",
        PolicyConfig.Algorithm.SLIDING_COUNTER,
        List.of(new KeyPart.Identity(), new KeyPart.Header("x-team")),
        new TreeMap<>(Map.of("anonymous", new LimitConfig(requests, 60_000))),
        PolicyConfig.StoreFailure.LOCAL,
        PolicyConfig.Mode.ENFORCE);
  }

  private static EndpointsConfig endpoints(String... names) {
    return new EndpointsConfig(
        "ns/p", Stream.of(names).map(n -> new EndpointConfig(n, "10.0.0.1", 8080)).toList());
  }

  private static RouteConfig route(String name) {
    return new RouteConfig(
        "ns/" + name,
        1_700_000_000,
        List.of("api.example.com"),
        List.of(
            new RuleConfig(
                "rule",
                List.of(
                    new MatchConfig(
                        new PathMatch.Prefix("/api"),
                        "GET",
                        List.of(new MatchConfig.ValueMatch("x-a", "1", false)),
                        List.of())),
                List.of(
                    new FilterConfig.RateLimit("ns/tiers"),
                    new FilterConfig.Authenticate(true, List.of("user"), List.of()),
                    new FilterConfig.Cache(300_000)),
                new RuleAction.Forward(
                    List.of(new RuleAction.WeightedPool("ns/p", 100)), 2_000, 2))));
  }
}
