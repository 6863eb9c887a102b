package dev.apifleet.apiserver.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The level of the cache in this instance: values while nothing can have been missed that makes
 * them old, and fetches under way, of which there is one for each key.
 */
final class NearLevel<V> implements SharedLevel.Listener {

  private final SharedLevel shared;
  private final CacheCounts counts;
  private final AsyncCache<String, V> values;

  NearLevel(SharedLevel shared, CacheLimits limits, CacheCounts counts) {
    this.shared = shared;
    this.counts = counts;
    this.values =
        Caffeine.newBuilder()
            .maximumSize(limits.entries())
            .expireAfterWrite(limits.near())
            .executor(Runnable::run)
            .buildAsync();
    shared.tell(this);
  }

  /** Gives what is kept under the key, else what the fetch finds; null where there is nothing. */
  Uni<V> get(String key, Supplier<Uni<Fetched<V>>> fetch) {
    return Uni.createFrom().completionStage(() -> join(key, fetch));
  }

  @Override
  public void forget(String key) {
    values.asMap().remove(key);
  }

  @Override
  public void forgetAll() {
    values.asMap().clear();
  }

  long size() {
    return values.synchronous().estimatedSize();
  }

  /** A copy, so that a reader who leaves does not cancel the fetch of all. */
  private CompletableFuture<V> join(String key, Supplier<Uni<Fetched<V>>> fetch) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first = values.asMap().putIfAbsent(key, mine);
    if (first != null) {
      counts.near();
      return first.copy();
    }
    Object hearing = shared.hearing();
    fetch
        .get()
        .subscribe()
        .with(
            fetched -> {
              if (!fetched.keep() || hearing == null || hearing != shared.hearing()) {
                values.asMap().remove(key, mine);
              }
              mine.complete(fetched.value());
            },
            failure -> {
              values.asMap().remove(key, mine);
              mine.completeExceptionally(failure);
            });
    return mine.copy();
  }
}
