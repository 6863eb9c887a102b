package dev.apifleet.translator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change has done anew only what depends on it. */
class ReuseTest {
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final int ROUTES = 30;
  private static final String FLEET = "default/default";

  private final EditedCluster cluster = new EditedCluster(List.of(), new Random(1));
  private Translation before;
  private Translation after;

  /** Thirty routes over three pools, the first of which has an attached policy. */
  @BeforeEach
  void world() {
    put("{kind: GatewayFleet, metadata: {name: default}, spec: {}}");
    put(policy("named", 100, ""));
    put(policy("attached", 100, "targetRefs: [{kind: BackendPool, name: p0}]"));
    for (int i = 0; i < 3; i++) {
      put(pool(i, "s" + i));
      put("{kind: Service, metadata: {name: s%d}, spec: {ports: [{port: 80}]}}".formatted(i));
      put(slice(i, 1));
    }
    IntStream.range(0, ROUTES).forEach(i -> put(route(i, "p" + i % 3, "/r" + i)));
    put(secret("one", "a"));
    after = new Translator().translate(cluster.world(Map.of()));
    settle();
  }

  @Test
  void nothingForNothing() {
    settle();
    assertThat(translated()).isEmpty();
    assertThat(after.snapshots().get(FLEET)).isSameAs(before.snapshots().get(FLEET));
  }

  @Test
  void aRouteItself() {
    change(route(7, "p1", "/other"));
    assertThat(translated()).containsExactly("ApiRoute r7");
    assertThat(decided()).containsExactly("r7");
    assertThat(encoded()).containsExactly("ROUTE:default/r7");
  }

  @Test
  void aRouteThatCame() {
    change(route(99, "p1", "/new"));
    assertThat(translated()).containsExactly("ApiRoute r99");
    assertThat(encoded()).containsExactly("ROUTE:default/r99");
  }

  @Test
  void theRivalsOfARouteAreComparedButNotTranslated() {
    change(route(7, "p1", "/r8"));
    assertThat(translated()).containsExactly("ApiRoute r7");
    assertThat(decided()).containsExactly("r7", "r8");
  }

  @Test
  void endpointsChangeAlone() {
    change(slice(1, 2));
    assertThat(translated()).containsExactly("BackendPool p1");
    assertThat(decided()).isEmpty();
    assertThat(encoded()).containsExactly("ENDPOINTS:default/p1");
  }

  @Test
  void aPoolThatIsAsUsableAsBefore() {
    change(pool(2, "s1"));
    assertThat(translated()).containsExactly("BackendPool p2");
    assertThat(encoded()).containsExactly("ENDPOINTS:default/p2", "POOL:default/p2");
  }

  @Test
  void aPoolThatNobodyRefersTo() {
    change(pool(9, "s1"));
    assertThat(translated()).containsExactly("BackendPool p9");
  }

  @Test
  void thePoliciesLimitsAreNoMatterOfItsRoutes() {
    change(policy("named", 200, ""));
    assertThat(translated()).containsExactly("RateLimitPolicy named");
    assertThat(encoded()).containsExactly("POLICY:default/named");
  }

  @Test
  void theRoutesThatAPolicyWasAttachedTo() {
    change(policy("attached", 100, "targetRefs: [{kind: ApiRoute, name: r1}]"));
    Set<String> wanted = new TreeSet<>(Set.of("RateLimitPolicy attached", "ApiRoute r1"));
    IntStream.range(0, ROUTES).filter(i -> i % 3 == 0).forEach(i -> wanted.add("ApiRoute r" + i));
    assertThat(translated()).isEqualTo(wanted);
  }

  @Test
  void aSecretThatNobodyRefersTo() {
    change(secret("one", "b"));
    change(secret("two", "b"));
    assertThat(translated()).isEmpty();
  }

  @Test
  void aStatusIsNoChange() {
    cluster.touch("ApiRoute default/r3", false);
    settle();
    assertThat(translated()).isEmpty();
  }

  private void change(String yaml) {
    put(yaml);
    settle();
  }

  /** With what was translated before as published. */
  private void settle() {
    before = after;
    after = new Translator().translate(cluster.world(before.snapshots()), before);
  }

  private Set<String> translated() {
    Set<Object> known = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(done(before));
    Set<String> translated = new TreeSet<>();
    for (Done<?, ?> done : done(after)) {
      if (!known.contains(done)) {
        translated.add(done.ref().kind() + " " + done.ref().name());
      }
    }
    return translated;
  }

  private static List<Done<?, ?>> done(Translation translation) {
    History history = translation.history();
    List<Done<?, ?>> done = new ArrayList<>(history.routes().done());
    done.addAll(history.work().fleets().done());
    done.addAll(history.work().pools().done());
    done.addAll(history.work().policies().done());
    return done;
  }

  private List<String> decided() {
    return after.history().decided().values().stream()
        .flatMap(Set::stream)
        .map(ObjectRef::name)
        .sorted()
        .toList();
  }

  private List<String> encoded() {
    Map<ResourceKey, Encoded> old = before.snapshots().get(FLEET).resources();
    Snapshot now = after.snapshots().get(FLEET);
    return now.resources().entrySet().stream()
        .filter(entry -> old.get(entry.getKey()) != entry.getValue())
        .map(entry -> entry.getKey().toString())
        .sorted()
        .toList();
  }

  private void put(String yaml) {
    try {
      JsonNode object = YAML.readTree(yaml);
      ((ObjectNode) object).withObject("/metadata").put("namespace", "default");
      cluster.put(object);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  private static String route(int number, String pool, String path) {
    return """
        {kind: ApiRoute, metadata: {name: r%d}, spec: {rules: [{name: all,
          matches: [{path: {type: PathPrefix, value: %s}}],
          rateLimits: [{name: named}], backendRefs: [{name: %s}]}]}}
        """
        .formatted(number, path, pool);
  }

  private static String pool(int number, String service) {
    return """
        {kind: BackendPool, metadata: {name: p%d}, spec: {discovery: {service: {name: %s}}}}
        """
        .formatted(number, service);
  }

  private static String policy(String name, int requests, String targets) {
    return """
        {kind: RateLimitPolicy, metadata: {name: %s},
          spec: {limits: {free: {requests: %d, window: 1m}}, %s}}
        """
        .formatted(name, requests, targets);
  }

  private static String slice(int number, int endpoints) {
    return """
        {kind: EndpointSlice, metadata: {name: s%d-x, labels: {kubernetes.io/service-name: s%d}},
          addressType: IPv4, ports: [{port: 8080}], endpoints: [%s]}
        """
        .formatted(
            number,
            number,
            String.join(
                ", ",
                IntStream.range(0, endpoints)
                    .mapToObj(i -> "{addresses: [10.0.%d.%d]}".formatted(number, i + 1))
                    .toList()));
  }

  private static String secret(String name, String content) {
    return "{kind: Secret, metadata: {name: %s}, type: kubernetes.io/tls, stringData: {tls.crt: %s}}"
        .formatted(name, content);
  }
}
