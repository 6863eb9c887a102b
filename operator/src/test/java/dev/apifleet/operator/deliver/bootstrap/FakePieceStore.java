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
  private final Map<String, Map<Integer, Chunk>> fleets = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private int answers = Integer.MAX_VALUE;
  private int refusals;

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
    return List.copyOf(fleets.getOrDefault(fleet, Map.of()).values());
  }

  synchronized void replace(String fleet, int place, Chunk piece) {
    fleets.get(fleet).put(place, piece);
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
    fleets.forEach((fleet, pieces) -> all.put(fleet, List.copyOf(pieces.values())));
    return all;
  }

  @Override
  public synchronized Map<Integer, Optional<Chunk>> of(GatewayFleet fleet) {
    call("of");
    Map<Integer, Optional<Chunk>> taken = new TreeMap<>();
    pieces(fleet).forEach((place, piece) -> taken.put(place, Optional.of(piece)));
    return taken;
  }

  @Override
  public synchronized void put(GatewayFleet fleet, int place, Chunk piece) {
    call("put " + place);
    pieces(fleet).put(place, piece);
  }

  @Override
  public synchronized void clear(GatewayFleet fleet, int place) {
    call("clear " + place);
    pieces(fleet).remove(place);
  }

  private Map<Integer, Chunk> pieces(GatewayFleet fleet) {
    return fleets.computeIfAbsent(ObjectRef.of(fleet).qualifiedName(), _ -> new TreeMap<>());
  }
}
