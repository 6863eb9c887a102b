package dev.apifleet.operator.status;

import dev.apifleet.operator.deliver.AckBook;
import dev.apifleet.operator.deliver.RoundListener;
import dev.apifleet.operator.deliver.SnapshotBook;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.translator.ObjectRef;
import dev.apifleet.translator.Translation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of every object, as of the last round; asks for a look at each that changed. */
@Singleton
public class StateBook implements RoundListener {
  private final SnapshotBook snapshots;
  private final AckBook acks;
  private final StatusEvents events;
  private volatile Map<ObjectRef, ObjectState> states = Map.of();

  StateBook(SnapshotBook snapshots, AckBook acks, StatusEvents events) {
    this.snapshots = snapshots;
    this.acks = acks;
    this.events = events;
  }

  @Override
  public void round(Translation translation, List<GatewayPod> pods) {
    Map<ObjectRef, ObjectState> before = states;
    Map<ObjectRef, ObjectState> after =
        States.of(translation, new Fleets(snapshots.all(), pods, acks));
    states = after;
    after.forEach(
        (object, state) -> {
          if (!state.equals(before.get(object))) {
            events.changed(object);
          }
        });
  }

  /** What is known of this generation of an object; an event follows when that changes. */
  public Optional<ObjectState> of(ObjectRef object, long generation) {
    return Optional.ofNullable(states.get(object)).filter(s -> s.generation() == generation);
  }
}
