package dev.apifleet.translator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is taken over from an earlier translation, the result is as if nothing were. */
class IncrementalTest {
  private static final int EDITS = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void takingOverChangesNothing(long seed) throws IOException {
    Random random = new Random(seed);
    EditedCluster cluster = new EditedCluster(drafts(), random);
    List<Translation> earlier = new ArrayList<>(List.of(Translation.NONE));
    Map<String, Snapshot> published = new HashMap<>();
    for (int i = 0; i < EDITS; i++) {
      String edit = cluster.edit();
      World world = cluster.world(published);
      Translation fresh = new Translator().translate(world);
      Translation next = new Translator().translate(world, before(earlier, random));
      assertSame(next, fresh, "seed %d, edit %d: %s".formatted(seed, i, edit));
      earlier.add(next);
      publish(next, published, random);
    }
  }

  /** The last one, as a rule; now and then one of long ago. */
  private static Translation before(List<Translation> earlier, Random random) {
    int back = random.nextInt(10) == 0 ? random.nextInt(earlier.size()) : 0;
    return earlier.get(earlier.size() - 1 - back);
  }

  /** As the operator does: with the number of live gateways, and now and then not at all. */
  private static void publish(
      Translation translation, Map<String, Snapshot> published, Random random) {
    if (random.nextInt(8) > 0) {
      published.keySet().retainAll(translation.snapshots().keySet());
      translation
          .snapshots()
          .forEach((fleet, snapshot) -> published.put(fleet, counted(snapshot, random)));
    }
  }

  private static Snapshot counted(Snapshot snapshot, Random random) {
    return snapshot.resources().values().stream()
        .map(encoded -> encoded.resource())
        .filter(FleetSettings.class::isInstance)
        .map(FleetSettings.class::cast)
        .findFirst()
        .map(settings -> snapshot.with(settings.withGateways(2 + random.nextInt(2))))
        .orElseThrow();
  }

  private static void assertSame(Translation next, Translation fresh, String edit) {
    assertThat(next.findings()).as(edit).isEqualTo(fresh.findings());
    assertThat(next.generations()).as(edit).isEqualTo(fresh.generations());
    assertThat(next.snapshots().keySet()).as(edit).isEqualTo(fresh.snapshots().keySet());
    next.snapshots()
        .forEach(
            (fleet, snapshot) -> {
              Snapshot expected = fresh.snapshots().get(fleet);
              assertThat(snapshot.resources()).as(edit).isEqualTo(expected.resources());
              assertThat(snapshot.hash()).as(edit).isEqualTo(expected.hash());
            });
    assertThat(next).as(edit).isEqualTo(fresh);
  }

  /** All that the golden cases know, broken and sound. */
  private static List<JsonNode> drafts() throws IOException {
    return GoldenCase.all().stream().flatMap(golden -> golden.objects().stream()).toList();
  }
}
