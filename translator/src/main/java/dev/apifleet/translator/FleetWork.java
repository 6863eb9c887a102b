package dev.apifleet.translator;

import dev.apifleet.snapshot.Resource;
import dev.apifleet.translator.FleetTranslator.FleetParts;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One fleet while its snapshot is put together, and what the next translation goes on from.
 *
 * @param parts null before the first translation
 * @param scope null before the first translation
 */
record FleetWork(FleetParts parts, Supplies supplies, FleetScope scope, Contest contest) {
  static final FleetWork NONE = new FleetWork(null, Supplies.NONE, null, Contest.NONE);

  /** With what its routes can refer to now. */
  FleetWork next(FleetParts fleet, Supplies now) {
    if (fleet == parts && !now.differ(supplies)) {
      return new FleetWork(parts, now, scope, contest);
    }
    FleetScope fresh = FleetScope.of(fleet, now);
    return new FleetWork(fleet, now, fresh.equals(scope) ? scope : fresh, contest);
  }

  FleetWork with(Contest decided) {
    return new FleetWork(parts, supplies, scope, decided);
  }

  /** What is to be served otherwise than before. */
  SnapshotEdit changes(FleetWork before, Set<ObjectRef> decided) {
    SnapshotEdit edit = new SnapshotEdit();
    if (parts != before.parts) {
      edit.replace(
          before.parts == null ? Stream.empty() : before.parts.resources(), parts.resources());
    }
    supplies.changes(before.supplies, edit);
    decided.forEach(route -> edit.replace(before.served(route), served(route)));
    return edit;
  }

  private Stream<Resource> served(ObjectRef route) {
    return Optional.ofNullable(contest.outcomes().get(route)).stream()
        .flatMap(outcome -> outcome.config().stream());
  }
}
