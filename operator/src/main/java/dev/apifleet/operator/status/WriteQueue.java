package dev.apifleet.operator.status;

import dev.apifleet.translator.ObjectRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order in which statuses are written: at most 50 in any second, what people wait for most
 * first, and each object once, however often it changed. What was held back is written as it is
 * then.
 *
 * <p>Times are nanoseconds of any one clock.
 */
final class WriteQueue {
  static final int PER_SECOND = 50;
  private static final long SECOND = 1_000_000_000L;

  /** Gateways answer within milliseconds: a status that is true for so short is not written. */
  static final long SETTLE = 300_000_000L;

  /** A fleet's status names what each pod serves, and changes with each publication. */
  static final long FLEET_PAUSE = SECOND;

  /** Of so many turns one goes to those who wait behind all others. */
  private static final int TURNS_FOR_LAST = 8;

  /** A turn that nobody took: the object is gone, or its reconciler has not seen it yet. */
  private static final long TURN_LASTS = 5 * SECOND;

  /**
   * Where an object stands.
   *
   * @param from its turn comes no sooner
   */
  private record Place(long ticket, Urgency urgency, long from) {}

  private final Map<ObjectRef, Place> places = new HashMap<>();
  private final Map<Urgency, TreeMap<Long, ObjectRef>> lines = new EnumMap<>(Urgency.class);
  private final TreeMap<Long, List<ObjectRef>> held = new TreeMap<>();
  private final Map<ObjectRef, Long> unsettledSince = new HashMap<>();
  private final Map<ObjectRef, Long> turns = new HashMap<>();
  private final Map<ObjectRef, Long> fleetsWritten = new HashMap<>();
  private final Deque<Long> written = new ArrayDeque<>();
  private int underWay;
  private long tickets;
  private long given;

  /** The status of an object is to be written. */
  void offer(ObjectRef object, Urgency urgency, boolean settled, long now) {
    long from = Math.max(settledAt(object, settled, now), rested(object));
    Place before = leave(object);
    Place place =
        before == null
            ? new Place(tickets++, urgency, from)
            : new Place(before.ticket(), min(urgency, before.urgency()), from);
    enter(object, place, now);
  }

  /**
   * Whether the status of an object may be written now, {@link #done} follows; otherwise it waits
   * for its turn.
   */
  boolean admit(ObjectRef object, Urgency urgency, boolean settled, long now) {
    boolean turn = turns.remove(object) != null;
    boolean mayNow =
        Math.max(settledAt(object, settled, now), rested(object)) <= now
            && (turn || nobodyWaits() && free(now) > 0);
    if (!mayNow) {
      offer(object, urgency, settled, now);
      return false;
    }
    leave(object);
    underWay++;
    if (urgency == Urgency.FLEET) {
      fleetsWritten.put(object, now);
    }
    return true;
  }

  /** A write has ended: only now it counts, or those of a slow API server would come in a heap. */
  void done(long now) {
    underWay--;
    written.addLast(now);
  }

  /** There is nothing to write: its turn goes to another. */
  void unchanged(ObjectRef object) {
    turns.remove(object);
    leave(object);
  }

  /** The object is no more. */
  void forget(ObjectRef object) {
    unchanged(object);
    unsettledSince.remove(object);
    fleetsWritten.remove(object);
  }

  /** Those whose turn has come. */
  List<ObjectRef> next(long now) {
    turns.values().removeIf(since -> now - since >= TURN_LASTS);
    release(now);
    List<ObjectRef> next = new ArrayList<>();
    for (int free = free(now); free > 0 && !nobodyWaits(); free--) {
      ObjectRef first = line().firstEntry().getValue();
      leave(first);
      turns.put(first, now);
      next.add(first);
    }
    return next;
  }

  /** How many wait. */
  int size() {
    return places.size();
  }

  private long settledAt(ObjectRef object, boolean settled, long now) {
    if (settled) {
      unsettledSince.remove(object);
      return now;
    }
    return unsettledSince.computeIfAbsent(object, _ -> now) + SETTLE;
  }

  private long rested(ObjectRef object) {
    Long last = fleetsWritten.get(object);
    return last == null ? Long.MIN_VALUE : last + FLEET_PAUSE;
  }

  private static Urgency min(Urgency one, Urgency other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private int free(long now) {
    while (!written.isEmpty() && now - written.peekFirst() >= SECOND) {
      written.removeFirst();
    }
    return PER_SECOND - written.size() - underWay - turns.size();
  }

  private void enter(ObjectRef object, Place place, long now) {
    places.put(object, place);
    if (place.from() <= now) {
      lines.computeIfAbsent(place.urgency(), _ -> new TreeMap<>()).put(place.ticket(), object);
    } else {
      held.computeIfAbsent(place.from(), _ -> new ArrayList<>()).add(object);
    }
  }

  /** An object that left while it was held is passed over when the time comes. */
  private Place leave(ObjectRef object) {
    Place place = places.remove(object);
    if (place != null && lines.containsKey(place.urgency())) {
      lines.get(place.urgency()).remove(place.ticket());
    }
    return place;
  }

  private void release(long now) {
    while (!held.isEmpty() && held.firstKey() <= now) {
      long from = held.firstKey();
      for (ObjectRef object : held.pollFirstEntry().getValue()) {
        Place place = places.get(object);
        if (place != null && place.from() == from) {
          enter(object, place, now);
        }
      }
    }
  }

  private boolean nobodyWaits() {
    return lines.values().stream().allMatch(TreeMap::isEmpty);
  }

  private TreeMap<Long, ObjectRef> line() {
    boolean forLast = ++given % TURNS_FOR_LAST == 0;
    List<TreeMap<Long, ObjectRef>> waiting =
        lines.values().stream().filter(line -> !line.isEmpty()).toList();
    return forLast ? waiting.getLast() : waiting.getFirst();
  }
}
