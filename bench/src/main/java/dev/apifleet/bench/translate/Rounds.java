package dev.apifleet.bench.translate;

import com.sun.management.ThreadMXBean;
import dev.apifleet.bench.Spread;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.translator.Translation;
import dev.apifleet.translator.Translator;
import dev.apifleet.translator.World;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an operator does on each change, on one thread: read, translate, tell what differs. */
final class Rounds {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String FLEET = "default/default";

  private final BigCluster cluster;
  private final int size;
  private final Translator translator = new Translator();
  private Translation last = Translation.NONE;
  private final Map<Change, Integer> turns = new EnumMap<>(Change.class);

  Rounds(int size) {
    this.cluster = new BigCluster(size);
    this.size = size;
  }

  /** One measurement. */
  record Cost(double millis, double kibibytes) {
    static Spread millis(List<Cost> costs) {
      return Spread.of(costs.stream().map(Cost::millis).toList());
    }

    static Spread kibibytes(List<Cost> costs) {
      return Spread.of(costs.stream().map(Cost::kibibytes).toList());
    }
  }

  /** All from scratch. */
  Cost cold() {
    last = Translation.NONE;
    return round("cold");
  }

  /** Each change is followed by a round of its own. */
  List<Cost> of(Change change, int count) {
    List<Cost> costs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      change.in(cluster, size, turns.merge(change, 1, Integer::sum));
      costs.add(round(change.label() + " " + turns.get(change)));
    }
    return costs;
  }

  private Cost round(String change) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    Snapshot before = last.snapshots().getOrDefault(FLEET, Snapshot.empty());
    World world = cluster.world(Map.of(FLEET, before));
    last = translator.translate(world, last);
    Snapshot after = last.snapshots().get(FLEET);
    SnapshotDelta delta = Delta.between(before, after, new Version(1, 1, after.hash()));
    double millis = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
    double kibibytes = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / 1024.0;
    if (delta.getUpsertsCount() + delta.getRemovalsCount() == 0) {
      throw new IllegalStateException(change + " changed nothing");
    }
    return new Cost(millis, kibibytes);
  }
}
