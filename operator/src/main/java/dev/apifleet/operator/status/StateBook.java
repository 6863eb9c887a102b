package dev.apifleet.operator.status;

import dev.apifleet.operator.deliver.AckBook;
import dev.apifleet.operator.deliver.RoundListener;
import dev.apifleet.operator.deliver.SnapshotBook;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import dev.apifleet.translator.Translation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of every object, as of the last round; asks for a look at each that changed.
 *
 * <p>Rounds follow every change and every ack: only what they touch is worked out anew.
 */
@Singleton
public class StateBook implements RoundListener {
  /** Who hears of changes. */
  interface Listener {
    void changed(ObjectState before, ObjectState after);

    void gone(ObjectRef object);

    /** All changes of the round were told. */
    void told();
  }

  private final SnapshotBook snapshots;
  private final AckBook acks;
  private final Listener listener;
  private final Map<ObjectRef, ObjectState> states = new ConcurrentHashMap<>();
  private Translation translation = Translation.NONE;
  private Fleets fleets = Fleets.NONE;
  private long worked;

  @Inject
  public StateBook(SnapshotBook snapshots, AckBook acks, StatusWrites writes) {
    this(snapshots, acks, new Offers(writes));
  }

  StateBook(SnapshotBook snapshots, AckBook acks, Listener listener) {
    this.snapshots = snapshots;
    this.acks = acks;
    this.listener = listener;
  }

  /** Puts what changed in line to be written. */
  private record Offers(StatusWrites writes) implements Listener {
    @Override
    public void changed(ObjectState before, ObjectState after) {
      writes.offer(after.object(), Urgency.of(before, after), after.settled());
    }

    @Override
    public void gone(ObjectRef object) {
      writes.forget(object);
    }

    @Override
    public void told() {
      writes.flush();
    }
  }

  @Override
  public void round(Translation latest, List<GatewayPod> pods) {
    Fleets now = Fleets.at(snapshots.all(), pods, acks);
    Set<ObjectRef> touched = new HashSet<>();
    reached(Touched.between(fleets, now), touched);
    Found found = Found.between(translation, latest, states);
    touched.addAll(found.objects());
    work(touched, latest, new States(now), found);
    fleets = now;
    translation = latest;
  }

  /** An object that fails keeps no other back; the next round has them all once more. */
  private void work(Set<ObjectRef> touched, Translation latest, States of, Found found) {
    RuntimeException failure = null;
    for (ObjectRef object : touched) {
      try {
        work(object, latest, of, found);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    listener.told();
    if (failure != null) {
      throw failure;
    }
  }

  private static void reached(Touched reached, Set<ObjectRef> touched) {
    reached.keys().forEach(key -> States.objectOf(key).ifPresent(touched::add));
    reached.fleets().forEach(fleet -> touched.add(States.object("GatewayFleet", fleet)));
  }

  private void work(ObjectRef object, Translation latest, States of, Found found) {
    worked++;
    ObjectState before = states.get(object);
    if (before != null && !found.objects().contains(object)) {
      put(before, of.of(object, before.generation(), before.findings()));
      return;
    }
    Long generation = latest.generations().get(object);
    if (generation != null) {
      List<Finding> findings = latest.findings().getOrDefault(object, List.of());
      put(before, of.of(object, generation, findings));
    } else if (before != null) {
      states.remove(object);
      listener.gone(object);
    }
  }

  private void put(ObjectState before, ObjectState after) {
    if (!after.equals(before)) {
      states.put(after.object(), after);
      listener.changed(before, after);
    }
  }

  /** What is known of this generation of an object; an event follows when that changes. */
  public Optional<ObjectState> of(ObjectRef object, long generation) {
    return Optional.ofNullable(states.get(object)).filter(s -> s.generation() == generation);
  }

  /** How many objects were worked out so far. */
  long worked() {
    return worked;
  }
}
