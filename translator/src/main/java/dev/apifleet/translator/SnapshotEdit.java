package dev.apifleet.translator;

import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What leads from the snapshot of one translation to that of the next. */
final class SnapshotEdit {
  private final List<Resource> changed = new ArrayList<>();
  private final List<ResourceKey> removed = new ArrayList<>();

  /** These resources take the place of those. */
  void replace(Stream<? extends Resource> before, Stream<? extends Resource> after) {
    before.map(Resource::key).forEach(removed::add);
    after.forEach(changed::add);
  }

  Snapshot of(Snapshot before) {
    return before.with(changed, removed);
  }
}
