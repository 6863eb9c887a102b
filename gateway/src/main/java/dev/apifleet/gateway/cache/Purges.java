package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.Purge.Prefix;
import dev.apifleet.gateway.cache.Purge.Tag;
import dev.apifleet.gateway.cache.Purge.Url;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The purges of the fleet that a gateway knows of: which kept responses they cover. Each has an
 * epoch, and covers what was asked for before it. Bounded: where there are too many, the oldest
 * become one purge of everything.
 */
final class Purges {
  static final int MOST = 10_000;
  static final Purges NONE = new Purges(0, 0, Map.of());

  private final long latest;
  private final long all;
  private final Map<Purge, Long> epochs;
  private final Map<String, List<Url>> urls = new HashMap<>();
  private final List<Prefix> prefixes = new ArrayList<>();
  private final long latestPrefix;

  private Purges(long latest, long all, Map<Purge, Long> epochs) {
    this.latest = latest;
    this.all = all;
    this.epochs = epochs;
    long last = 0;
    for (Map.Entry<Purge, Long> entry : epochs.entrySet()) {
      if (entry.getKey() instanceof Url url) {
        urls.computeIfAbsent(url.path(), _ -> new ArrayList<>()).add(url);
      } else if (entry.getKey() instanceof Prefix prefix) {
        prefixes.add(prefix);
        last = Math.max(last, entry.getValue());
      }
    }
    latestPrefix = last;
  }

  /** A purge and when it was ordered. */
  record Ordered(Purge purge, long epoch) {}

  /** The highest epoch. */
  long latest() {
    return latest;
  }

  Purges with(Collection<Ordered> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<Purge, Long> merged = new HashMap<>(epochs);
    long last = latest;
    long everything = all;
    for (Ordered one : more) {
      last = Math.max(last, one.epoch());
      if (one.purge() instanceof Purge.All) {
        everything = Math.max(everything, one.epoch());
      } else {
        merged.merge(one.purge(), one.epoch(), Math::max);
      }
    }
    if (merged.size() > MOST) {
      long[] sorted = merged.values().stream().mapToLong(Long::longValue).sorted().toArray();
      everything = Math.max(everything, sorted[sorted.length - MOST - 1]);
    }
    long covered = everything;
    merged.values().removeIf(epoch -> epoch <= covered);
    return new Purges(last, everything, merged);
  }

  boolean cover(Label label) {
    long since = label.generation();
    return since < all
        || since < latest
            && (coverTags(label, since) || coverUrl(label, since) || coverPrefix(label, since));
  }

  private boolean coverTags(Label label, long since) {
    for (String tag : label.tags()) {
      if (isAfter(new Tag(tag), since)) {
        return true;
      }
    }
    return false;
  }

  private boolean coverUrl(Label label, long since) {
    for (Url url : urls.getOrDefault(label.path(), List.of())) {
      if (isAfter(url, since) && url.isOf(label)) {
        return true;
      }
    }
    return false;
  }

  private boolean coverPrefix(Label label, long since) {
    if (since >= latestPrefix) {
      return false;
    }
    for (Prefix prefix : prefixes) {
      if (prefix.isOf(label) && isAfter(prefix, since)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAfter(Purge purge, long since) {
    Long epoch = epochs.get(purge);
    return epoch != null && epoch > since;
  }
}
