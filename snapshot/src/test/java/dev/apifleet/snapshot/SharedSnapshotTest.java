package dev.apifleet.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However a snapshot came about, its content alone says what it is. */
class SharedSnapshotTest {
  private static final Version VERSION = new Version(1, 1, "h");
  private static final int NAMES = 600;

  private final Random random = new Random(20261123);

  @Test
  void editsLeadToWhatABuildFromScratchGives() {
    Map<ResourceKey, Resource> content = new HashMap<>();
    Snapshot snapshot = Snapshot.empty();
    for (int round = 0; round < 300; round++) {
      List<Resource> changed = some(this::resource);
      List<ResourceKey> removed = some(() -> resource().key());
      removed.forEach(content::remove);
      changed.forEach(resource -> content.put(resource.key(), resource));
      Snapshot edited = snapshot.with(changed, removed);
      assertSame(edited, fromScratch(content));
      assertThat(applied(snapshot, Delta.between(snapshot, edited, VERSION)))
          .isEqualTo(hashes(edited));
      snapshot = edited;
    }
    assertThat(snapshot.with(List.of(), snapshot.resources().keySet()).hash())
        .isEqualTo(Snapshot.empty().hash());
  }

  @Test
  void whatDoesNotChangeIsKeptAsItIs() {
    Snapshot all = Snapshot.of(IntStream.range(0, NAMES).mapToObj(i -> pool(i, 1)).toList());
    assertThat(all.with(List.of(pool(7, 1)), List.of())).isSameAs(all);
    Snapshot one = all.with(List.of(pool(7, 2)), List.of());
    assertThat(one.resources())
        .allSatisfy(
            (key, resource) -> {
              if (!key.name().equals("ns/7")) {
                assertThat(resource).isSameAs(all.resources().get(key));
              }
            });
    assertThat(Delta.between(all, one, VERSION).getUpsertsList()).hasSize(1);
    long same = IntStream.range(0, 256).filter(i -> bucket(all, i) == bucket(one, i)).count();
    assertThat(same).isEqualTo(255);
  }

  @Test
  void anyOtherContentHasAnotherHash() {
    Map<String, List<Resource>> seen = new HashMap<>();
    for (int a = 0; a < 40; a++) {
      for (int b = 0; b < 4; b++) {
        List<Resource> content = List.of(pool(a, b), pool(a + 1, 3 - b));
        assertThat(seen.put(Snapshot.of(content).hash(), content)).as("%s", content).isNull();
      }
    }
    assertThat(Snapshot.of(List.of(pool(1, 1), pool(2, 2))).hash())
        .isNotEqualTo(Snapshot.of(List.of(pool(1, 2), pool(2, 1))).hash());
  }

  /** Two operators must agree, also one of yesterday and one of today. */
  @Test
  void theHashIsTheSameInEveryProcess() {
    assertThat(Snapshot.empty().hash())
        .isEqualTo("0e89e7ed74c9a5944c886585d634e3c68f4dccd0a31968fe52d6df0873ccdec6");
    assertThat(Snapshot.of(List.of(pool(1, 1), pool(2, 2))).hash())
        .isEqualTo("fede1887e11bdb8c5fd0a6bab7c567d2352d2f5f99ed8b365577cf1caa1a4a75");
  }

  private static Bucket bucket(Snapshot snapshot, int index) {
    return snapshot.buckets().all().get(index);
  }

  private Snapshot fromScratch(Map<ResourceKey, Resource> content) {
    List<Resource> shuffled = new ArrayList<>(content.values());
    Collections.shuffle(shuffled, random);
    return Snapshot.of(shuffled);
  }

  private static void assertSame(Snapshot one, Snapshot other) {
    assertThat(one.hash()).isEqualTo(other.hash());
    assertThat(hashes(one)).isEqualTo(hashes(other));
    assertThat(one.resources().keySet()).containsExactlyElementsOf(other.resources().keySet());
  }

  /** As a gateway would, hash by hash. */
  private static Map<String, String> applied(Snapshot had, SnapshotDelta delta) {
    Map<String, String> has = hashes(had);
    delta
        .getUpsertsList()
        .forEach(r -> has.put(r.getKey().getKind() + ":" + r.getKey().getName(), r.getHash()));
    delta.getRemovalsList().forEach(key -> has.remove(key.getKind() + ":" + key.getName()));
    return has;
  }

  private static Map<String, String> hashes(Snapshot snapshot) {
    Map<String, String> hashes = new HashMap<>();
    snapshot.resources().forEach((key, value) -> hashes.put(key.toString(), value.hash()));
    return hashes;
  }

  private <T> List<T> some(java.util.function.Supplier<T> what) {
    int most = random.nextInt(20) == 0 ? 400 : 5;
    return IntStream.range(0, random.nextInt(most)).mapToObj(_ -> what.get()).toList();
  }

  private Resource resource() {
    int name = random.nextInt(NAMES);
    return random.nextBoolean()
        ? pool(name, random.nextInt(3))
        : new ListenerConfig("l" + name, random.nextInt(3), ListenerConfig.Protocol.HTTP);
  }

  private static Resource pool(int name, int endpoints) {
    return new EndpointsConfig(
        "ns/" + name,
        IntStream.range(0, endpoints)
            .mapToObj(i -> new EndpointConfig("pod-" + i, "10.0.0." + i, 8080))
            .toList());
  }
}
