package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolConcurrency;
import dev.apifleet.api.v1alpha1.PoolQueue;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.Objects;

/** Reads how many requests to a pool may be under way, and how many wait. */
final class Concurrency {
  private static final FieldPath FIELD = FieldPath.SPEC.child("concurrency");
  private static final FieldPath QUEUE = FIELD.child("queue");
  private static final int MOST = 100_000;
  private static final PoolQueue DEFAULT_QUEUE = new PoolQueue(null, null);

  private Concurrency() {}

  /** Null where there is no limit. */
  static ConcurrencyConfig read(PoolConcurrency concurrency, Problems problems) {
    if (concurrency == null) {
      return null;
    }
    PoolQueue queue = Objects.requireNonNullElse(concurrency.queue(), DEFAULT_QUEUE);
    return new ConcurrencyConfig(
        Numbers.read(FIELD.child("limit"), concurrency.limit(), 200, 1, MOST, problems),
        Boolean.TRUE.equals(concurrency.perReplica()),
        Boolean.TRUE.equals(concurrency.adaptive()),
        Numbers.read(QUEUE.child("depth"), queue.depth(), 100, 0, MOST, problems),
        Durations.read(
            QUEUE.child("timeout"), queue.timeout(), "500ms", AtLeast.MILLISECOND, problems),
        Boolean.TRUE.equals(concurrency.shared()));
  }
}
