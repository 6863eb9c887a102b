package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.pool.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pools that share a rule's requests by weight. Each run of as many requests as the weights add up
 * to is split exactly, and a stride near the golden ratio of the sum mixes the pools within it.
 */
public final class WeightedPools {
  private static final double GOLDEN_RATIO = 0.618_033_988_75;

  private final List<Weighted> all;
  private final List<Share> shares = new ArrayList<>();
  private final long total;
  private final long stride;
  private final AtomicLong turns = new AtomicLong();

  /** A pool, or none for a reference to nothing, and the sum of the weights up to it. */
  private record Share(Optional<Pool> pool, long upTo) {}

  /** A pool, or none for a reference to nothing, and its weight. */
  public record Weighted(Optional<Pool> pool, int weight) {}

  public WeightedPools(List<Weighted> pools) {
    all = List.copyOf(pools);
    long sum = 0;
    for (Weighted weighted : pools) {
      if (weighted.weight() > 0) {
        sum += weighted.weight();
        shares.add(new Share(weighted.pool(), sum));
      }
    }
    total = sum;
    stride = stride(sum);
  }

  /** All pools with their weights, as configured. */
  public List<Weighted> all() {
    return all;
  }

  private static long stride(long total) {
    long stride = Math.max(1, Math.round(total * GOLDEN_RATIO));
    while (gcd(stride, total) > 1) {
      stride++;
    }
    return stride;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** The pool that is named first, or none. */
  public Optional<Pool> first() {
    return shares.isEmpty() ? Optional.empty() : shares.getFirst().pool();
  }

  /** The pool whose turn it is, or none where its reference leads nowhere. */
  public Optional<Pool> next() {
    if (shares.size() == 1) {
      return shares.getFirst().pool();
    }
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    long position = Math.floorMod(Math.floorMod(turns.getAndIncrement(), total) * stride, total);
    int share = 0;
    while (position >= shares.get(share).upTo()) {
      share++;
    }
    return shares.get(share).pool();
  }
}
