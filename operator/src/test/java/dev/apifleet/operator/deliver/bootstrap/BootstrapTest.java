package dev.apifleet.operator.deliver.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Sha256;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.bootstrap.Chunk;
import dev.apifleet.snapshot.bootstrap.Chunks;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private record Task(long at, long order, Runnable action) {}

  private static final String FLEET = "default/edge";
  private static final GatewayFleet EDGE =
      Serialization.unmarshal(
          """
          apiVersion: apifleet.dev/v1alpha1
          kind: GatewayFleet
          metadata: {name: edge, namespace: default, uid: f1}
          """,
          GatewayFleet.class);

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private final FakePieceStore store = new FakePieceStore();
  private long now;
  private long order;
  private long counter;
  private long epoch = 1;
  private Bootstrap bootstrap = operator();

  private Bootstrap operator() {
    return new Bootstrap(
        store, () -> now, (task, millis) -> tasks.add(new Task(now + millis, order++, task)));
  }

  @Test
  void whatIsPublishedIsKept() throws IOException {
    Published one = keep(1, 10);
    pass(0);
    assertThat(kept()).isEqualTo(one.version());
    assertThat(operator().read()).containsEntry(FLEET, one);
  }

  @Test
  void isWrittenAtMostOnceASecondAndTheLastIsNotLost() throws IOException {
    Published last = null;
    for (int i = 0; i < 100; i++) { // 5 s
      last = keep(i, 10);
      pass(50);
    }
    pass(1_000);
    assertThat(store.log()).filteredOn("put 0"::equals).hasSizeBetween(5, 7);
    assertThat(kept()).isEqualTo(last.version());
  }

  @Test
  void whatIsKeptAlreadyIsNotWrittenAgainAlsoByTheNextLeader() {
    keep(1, 10);
    pass(2_000);
    bootstrap = operator();
    keep(1, 10);
    pass(2_000);
    assertThat(store.log()).containsExactly("of", "put 0", "of");
  }

  @Test
  void aLeaderThatWasAsleepDoesNotOverwriteWhatALaterOneKeeps() throws IOException {
    keep(1, 10);
    Bootstrap asleep = bootstrap;
    bootstrap = operator();
    epoch = 2;
    Published later = keep(2, 10);
    pass(120_000);
    assertThat(kept()).isEqualTo(later.version());
    bootstrap = asleep;
    epoch = 1;
    keep(3, 10);
    pass(120_000);
    assertThat(kept()).isEqualTo(later.version());
  }

  @Test
  void ofTwoThatWriteAtOnceTheLaterLeaderStays() throws IOException {
    Bootstrap other = operator();
    epoch = 2;
    Published later = published(2, 10);
    store.afterLook(
        () -> {
          other.keep(EDGE, FLEET, later);
          pass(0);
        });
    epoch = 1;
    keep(1, 10);
    pass(120_000);
    assertThat(kept()).isEqualTo(later.version());
  }

  @Test
  void whatIsDeletedOrDamagedComesBackThoughNothingIsPublished() throws IOException {
    Published one = keep(1, 10);
    pass(0);
    store.delete("f1");
    pass(61_000);
    assertThat(kept()).isEqualTo(one.version());
    Chunk piece = store.pieces(FLEET).iterator().next();
    store.replace(FLEET, 0, new Chunk(piece.label(), new byte[] {1}));
    pass(61_000);
    assertThat(kept()).isEqualTo(one.version());
  }

  @Test
  void theNextLeaderMendsWhatIsDamagedAtOnce() throws IOException {
    keep(1, 10);
    pass(0);
    Chunk piece = store.pieces(FLEET).iterator().next();
    store.replace(FLEET, 0, new Chunk(piece.label(), new byte[] {1}));
    bootstrap = operator();
    Published same = keep(1, 10);
    pass(0);
    assertThat(kept()).isEqualTo(same.version());
  }

  @Test
  void aFleetThatIsMadeAnewKeepsItsOwn() throws IOException {
    keep(1, 10);
    pass(0);
    GatewayFleet anew = Serialization.clone(EDGE);
    anew.getMetadata().setUid("f2");
    Published same = published(1, 10);
    bootstrap.keep(anew, FLEET, same);
    pass(0);
    store.delete("f1");
    assertThat(kept()).isEqualTo(same.version());
  }

  @Test
  void whoStoppedToLeadKeepsNothingMore() {
    keep(1, 10);
    bootstrap.stop();
    pass(120_000);
    assertThat(store.log()).isEmpty();
  }

  @Test
  void aLargeSnapshotTakesSeveralPiecesAndASmallOneLeavesNoneBehind() throws IOException {
    keep(1, LARGE);
    pass(0);
    assertThat(store.pieces(FLEET)).hasSizeGreaterThan(1);
    Published small = keep(2, 10);
    pass(60_000);
    assertThat(store.pieces(FLEET)).hasSize(1);
    assertThat(kept()).isEqualTo(small.version());
  }

  @Test
  void atEachMomentOfAWriteOneSnapshotIsWhole() throws IOException {
    Published one = keep(1, LARGE);
    pass(0);
    int pieces = store.pieces(FLEET).size();
    for (int answered = 0; answered < pieces; answered++) {
      store.answers(answered);
      keep(2, LARGE);
      pass(1_000);
      assertThat(kept()).isEqualTo(one.version());
    }
    store.answers(Integer.MAX_VALUE);
    Published two = keep(3, LARGE);
    pass(60_000);
    assertThat(kept()).isEqualTo(two.version());
    Published three = keep(4, LARGE);
    pass(60_000);
    assertThat(kept()).isEqualTo(three.version());
  }

  @Test
  void theNextLeaderLeavesTheWholeOneAloneThatItFinds() throws IOException {
    keep(1, LARGE);
    pass(60_000);
    Published two = keep(2, LARGE);
    pass(60_000);
    bootstrap = operator();
    store.answers(2); // a look, and the first piece
    keep(3, LARGE);
    pass(0);
    assertThat(kept()).isEqualTo(two.version());
  }

  @Test
  void oneThatIsTooLargeIsNotKeptByHalf() throws IOException {
    Published one = keep(1, 10);
    pass(0);
    keep(2, 8 * LARGE);
    pass(60_000);
    assertThat(kept()).isEqualTo(one.version());
    assertThat(store.pieces(FLEET)).hasSize(1);
  }

  @Test
  void whatIsDamagedIsGoneOnWithout() {
    keep(1, 10);
    pass(0);
    Chunk piece = store.pieces(FLEET).iterator().next();
    store.replace(FLEET, 0, new Chunk(piece.label(), new byte[] {1}));
    assertThat(operator().read()).isEmpty();
    Chunk.Label label = piece.label();
    byte[] noise = new byte[] {1, 2, 3};
    store.replace(
        FLEET, 0, new Chunk(new Chunk.Label(label.version(), 0, 1, Sha256.of(noise)), noise));
    assertThat(operator().read()).isEmpty();
  }

  /** So many proxies that the compressed snapshot takes between two and four pieces. */
  private static final int LARGE = 80_000;

  private Published keep(int seed, int proxies) {
    Published published = published(seed, proxies);
    bootstrap.keep(EDGE, FLEET, published);
    return published;
  }

  private Published published(int seed, int proxies) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> addresses =
        IntStream.range(0, proxies).mapToObj(_ -> Long.toHexString(random.nextLong())).toList();
    Snapshot snapshot = Snapshot.of(List.of(new FleetSettings(FLEET, addresses, 1)));
    return new Published(new Version(epoch, ++counter, snapshot.hash()), snapshot);
  }

  private Version kept() throws IOException {
    return Delta.version(Chunks.join(store.pieces(FLEET)).orElseThrow().getVersion());
  }

  private void pass(long millis) {
    long end = now + millis;
    while (!tasks.isEmpty() && tasks.peek().at() <= end) {
      Task task = tasks.remove();
      now = Math.max(now, task.at());
      task.action().run();
    }
    now = Math.max(now, end);
  }
}
