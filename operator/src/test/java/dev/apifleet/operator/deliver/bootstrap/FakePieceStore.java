package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.snapshot.bootstrap.Chunk;
import dev.apifleet.translator.ObjectRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pieces in memory, where the store can be away, and can go away between two pieces. */
public final class FakePieceStore implements PieceStore {
  private record Kept(String owner, long version, Chunk piece) {}

  private final Map<String, Map<Integer, Kept>> fleets = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private int answers = Integer.MAX_VALUE;
  private int refusals;
  private long versions;
  private Runnable afterLook = () -> {};

  /** From now on only so many calls are answered. */
  public synchronized void answers(int calls) {
    answers = calls;
  }

  /** How many calls were not answered. */
  public synchronized int refusals() {
    return refusals;
  }

  synchronized List<String> log() {
    return List.copyOf(log);
  }

  /** The pieces of a fleet, as its gateways find them. */
  public synchronized Collection<Chunk> pieces(String fleet) {
    return fleets.getOrDefault(fleet, Map.of()).values().stream().map(Kept::piece).toList();
  }

  /** Another hand puts a piece of the same owner there. */
  synchronized void replace(String fleet, int place, Chunk piece) {
    fleets.get(fleet).compute(place, (_, kept) -> new Kept(kept.owner(), ++versions, piece));
  }

  /** Another hand deletes all, as Kubernetes does for an owner that is gone. */
  synchronized void delete(String owner) {
    fleets.values().forEach(all -> all.values().removeIf(kept -> kept.owner().equals(owner)));
  }

  /** Another operator writes between the look of this one and its write. */
  synchronized void afterLook(Runnable other) {
    afterLook = other;
  }

  private void call(String what) {
    if (answers <= 0) {
      refusals++;
      throw new IllegalStateException("the store is away");
    }
    answers--;
    log.add(what);
  }

  @Override
  public synchronized Map<String, List<Chunk>> all() {
    call("all");
    Map<String, List<Chunk>> all = new HashMap<>();
    fleets.keySet().forEach(fleet -> all.put(fleet, List.copyOf(pieces(fleet))));
    return all;
  }

  @Override
  public synchronized Map<Integer, Place> of(GatewayFleet fleet) {
    call("of");
    Map<Integer, Place> found = new TreeMap<>();
    String uid = fleet.getMetadata().getUid();
    places(fleet).forEach((place, kept) -> found.put(place, found(kept, uid)));
    Runnable other = afterLook;
    afterLook = () -> {};
    other.run();
    return found;
  }

  private static Place found(Kept kept, String uid) {
    Optional<Chunk> own = kept.owner().equals(uid) ? Optional.of(kept.piece()) : Optional.empty();
    return new Place(String.valueOf(kept.version()), true, own);
  }

  @Override
  public synchronized void put(GatewayFleet fleet, int place, Optional<Place> found, Chunk piece) {
    call("put " + place);
    check(fleet, place, found);
    places(fleet).put(place, new Kept(fleet.getMetadata().getUid(), ++versions, piece));
  }

  @Override
  public synchronized void clear(GatewayFleet fleet, int place, Place found) {
    call("clear " + place);
    check(fleet, place, Optional.of(found));
    places(fleet).remove(place);
  }

  private void check(GatewayFleet fleet, int place, Optional<Place> found) {
    Optional<String> is =
        Optional.ofNullable(places(fleet).get(place)).map(kept -> String.valueOf(kept.version()));
    if (!is.equals(found.map(Place::resourceVersion))) {
      throw new IllegalStateException("the place has changed");
    }
  }

  private Map<Integer, Kept> places(GatewayFleet fleet) {
    return fleets.computeIfAbsent(ObjectRef.of(fleet).qualifiedName(), _ -> new TreeMap<>());
  }
}
