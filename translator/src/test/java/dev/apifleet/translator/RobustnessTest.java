package dev.apifleet.translator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever one resource says, translation goes on and the others are served as before. */
class RobustnessTest {
  private static final int MUTATIONS_PER_OBJECT = 60;
  private static final long SEED = 20260301;

  @TestFactory
  Stream<DynamicTest> noDamageReachesOtherObjects() throws IOException {
    return each(RobustnessTest::damageEachObject);
  }

  @TestFactory
  Stream<DynamicTest> orderChangesNothing() throws IOException {
    return each(
        golden -> {
          List<JsonNode> shuffled = new ArrayList<>(golden.objects());
          Translation expected = new Translator().translate(golden.world());
          for (int i = 0; i < 10; i++) {
            Collections.shuffle(shuffled, new Random(SEED + i));
            assertThat(new Translator().translate(Worlds.of(shuffled, golden.previous())))
                .isEqualTo(expected);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> leavesTheWorldAsItWas() throws IOException {
    return each(
        golden -> {
          World world = golden.world();
          new Translator().translate(world);
          KubernetesSerialization json = new KubernetesSerialization();
          assertThat(json.asJson(world.routes())).isEqualTo(json.asJson(golden.world().routes()));
          assertThat(world.toString()).isEqualTo(golden.world().toString());
        });
  }

  /** Where nothing changes, a published snapshot is published again, last good forms and all. */
  @TestFactory
  Stream<DynamicTest> isSteadyOverItsOwnOutcome() throws IOException {
    return each(
        golden -> {
          Translation first = new Translator().translate(golden.world());
          World next = Worlds.of(golden.objects(), first.snapshots());
          assertThat(new Translator().translate(next).snapshots()).isEqualTo(first.snapshots());
        });
  }

  private static Stream<DynamicTest> each(java.util.function.Consumer<GoldenCase> test)
      throws IOException {
    return GoldenCase.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> test.accept(golden)));
  }

  private static void damageEachObject(GoldenCase golden) {
    Mutation mutation = new Mutation(new Random(SEED));
    for (int i = 0; i < golden.objects().size(); i++) {
      List<JsonNode> objects = new ArrayList<>(golden.objects());
      objects.set(i, youngest(objects.get(i)));
      Translation before = translate(objects, golden).orElseThrow();
      JsonNode sound = objects.get(i);
      for (int n = 0; n < MUTATIONS_PER_OBJECT; n++) {
        objects.set(i, mutation.of(sound));
        JsonNode damaged = objects.get(i);
        translate(objects, golden).ifPresent(after -> unharmed(damaged, before, after));
      }
    }
  }

  /** The youngest route wins no conflict, so that what it takes from nobody must stay theirs. */
  private static JsonNode youngest(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.withObject("/metadata").put("creationTimestamp", "2999-01-01T00:00:00Z");
    return copy;
  }

  /** Empty where the API server would refuse the resource, since it does not fit its type. */
  private static Optional<Translation> translate(List<JsonNode> objects, GoldenCase golden) {
    World world;
    try {
      world = Worlds.of(objects, golden.previous());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return Optional.of(new Translator().translate(world));
  }

  private static void unharmed(JsonNode damaged, Translation before, Translation after) {
    assertThat(untouched(damaged, before, after))
        .as(damaged.toString())
        .isEqualTo(untouched(damaged, before, before));
    assertThat(after.findings().keySet()).isEqualTo(before.findings().keySet());
    assertThat(after.findings().values())
        .allSatisfy(list -> assertThat(list).extracting(Finding::type).contains("Accepted"))
        .flatMap(list -> list)
        .allSatisfy(
            finding ->
                assertThat(finding.message().getBytes(StandardCharsets.UTF_8))
                    .as(finding.message())
                    .hasSizeLessThan(1024));
  }

  /** The resources that have nothing to do with the damaged object. */
  private static Map<String, Encoded> untouched(
      JsonNode damaged, Translation before, Translation translation) {
    Map<String, Encoded> others = new TreeMap<>();
    translation
        .snapshots()
        .forEach(
            (fleet, snapshot) ->
                snapshot
                    .resources()
                    .forEach(
                        (key, resource) -> {
                          if (!concerns(damaged, fleet, key, before)) {
                            others.put(fleet + " " + key, resource);
                          }
                        }));
    return others;
  }

  private static boolean concerns(
      JsonNode damaged, String fleet, ResourceKey key, Translation before) {
    String namespace = damaged.at("/metadata/namespace").asText();
    String name = namespace + "/" + damaged.at("/metadata/name").asText();
    boolean near = key.name().startsWith(namespace + "/");
    return switch (damaged.path("kind").asText()) {
      case "GatewayFleet" -> fleet.equals(name);
      case "ApiRoute" ->
          key.kind() == Kind.ROUTE && (key.name().equals(name) || isBroken(key, before));
      case "RateLimitPolicy" ->
          key.kind() == Kind.ROUTE && (near || fleet.startsWith(namespace + "/"))
              || key.name().equals(name);
      case "BackendPool" -> key.kind() == Kind.ROUTE && near || key.name().equals(name);
      case "Secret" ->
          near && key.kind() != Kind.POLICY
              || key.kind() == Kind.LISTENER && fleet.startsWith(namespace + "/");
      case "Service", "EndpointSlice" -> key.kind() == Kind.ENDPOINTS && near;
      default -> throw new IllegalArgumentException(damaged.toString());
    };
  }

  /** A route without a form worth serving yields to every other. */
  private static boolean isBroken(ResourceKey key, Translation before) {
    return before.findings().entrySet().stream()
        .filter(entry -> entry.getKey().kind().equals("ApiRoute"))
        .filter(entry -> entry.getKey().qualifiedName().equals(key.name()))
        .flatMap(entry -> entry.getValue().stream())
        .anyMatch(finding -> finding.type().equals("Accepted") && !finding.status());
  }
}
