package dev.apifleet.operator.autoscale;

import dev.apifleet.translator.ObjectRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells our own changes of a target's size from those of others, which are put right each time and
 * told of once a minute.
 */
final class OtherHands {
  private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

  private record Known(int replicas, Instant told) {}

  /** What there is to say of a change of size. */
  enum Change {
    OURS,
    PUT_RIGHT,
    PUT_RIGHT_AGAIN;

    Optional<String> sentence(ScaleTarget target, int from, int to, String why) {
      String name = "%s \"%s\"".formatted(target.kind(), target.name());
      return switch (this) {
        case OURS -> Optional.of("%s from %d to %d replicas: %s".formatted(name, from, to, why));
        case PUT_RIGHT ->
            Optional.of(
                "%s was set to %d replicas by someone else; set back to %d: %s"
                    .formatted(name, from, to, why));
        case PUT_RIGHT_AGAIN -> Optional.empty();
      };
    }
  }

  private final Map<ObjectRef, Known> known = new ConcurrentHashMap<>();
  private final Clock clock;

  OtherHands(Clock clock) {
    this.clock = clock;
  }

  /** The target has the size that it should have. */
  void is(ObjectRef subject, int replicas) {
    Known before = known.get(subject);
    if (before == null || before.replicas() != replicas) {
      known.put(subject, new Known(replicas, before == null ? Instant.MIN : before.told()));
    }
  }

  /** Nobody here says what size it should have. */
  void handsOff(ObjectRef subject) {
    known.remove(subject);
  }

  /** The target is going to be set from one size to another. */
  Change before(ObjectRef subject, int from, int to) {
    Known before = known.get(subject);
    Instant told = before == null ? Instant.MIN : before.told();
    if (before == null || before.replicas() == from) {
      known.put(subject, new Known(to, told));
      return Change.OURS;
    }
    Instant now = clock.instant();
    boolean again = now.isBefore(told.equals(Instant.MIN) ? told : told.plus(TOLD_AGAIN));
    known.put(subject, new Known(to, again ? told : now));
    return again ? Change.PUT_RIGHT_AGAIN : Change.PUT_RIGHT;
  }

  void retain(Set<ObjectRef> subjects) {
    known.keySet().retainAll(subjects);
  }
}
