package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The last snapshots of each fleet ({@code namespace/name}): what was published, or would have been
 * by an operator that leads.
 */
@Singleton
public class SnapshotBook {
  /** Of a gateway that has something older all is replaced. */
  private static final int KEPT = 16;

  private final Map<String, Deque<Published>> books = new HashMap<>();
  private long counter;

  /** Takes over what another operator has published, where nothing newer is known. */
  public synchronized void adopt(Map<String, Published> published) {
    published.forEach(
        (fleet, each) -> books.computeIfAbsent(fleet, _ -> new ArrayDeque<>()).addLast(each));
  }

  /** Publishes a snapshot; empty when it says nothing new in this epoch. */
  public synchronized Optional<Published> publish(String fleet, Snapshot snapshot, long epoch) {
    Deque<Published> book = books.computeIfAbsent(fleet, _ -> new ArrayDeque<>());
    Published before = book.peekFirst();
    if (before != null && before.version().epoch() == epoch && has(before, snapshot.hash())) {
      return Optional.empty();
    }
    Published published = new Published(new Version(epoch, ++counter, snapshot.hash()), snapshot);
    book.removeIf(each -> has(each, snapshot.hash()));
    book.addFirst(published);
    if (book.size() > KEPT) {
      book.removeLast();
    }
    return Optional.of(published);
  }

  private static boolean has(Published published, String hash) {
    return published.version().hash().equals(hash);
  }

  /** Forgets fleets that no longer exist. */
  public synchronized void retain(Collection<String> fleets) {
    books.keySet().retainAll(fleets);
  }

  /** What the gateways of a fleet are to serve. */
  public synchronized Optional<Published> latest(String fleet) {
    return Optional.ofNullable(books.get(fleet)).map(Deque::peekFirst);
  }

  /** What was published lately with this content hash. */
  synchronized Optional<Published> known(String fleet, String hash) {
    return Optional.ofNullable(books.get(fleet)).stream()
        .flatMap(Deque::stream)
        .filter(each -> has(each, hash))
        .findFirst();
  }

  /** All fleets. */
  public synchronized Map<String, Published> all() {
    return books.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst()));
  }

  /** The snapshots of all fleets: what was served before the next translation. */
  public synchronized Map<String, Snapshot> snapshots() {
    return books.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst().snapshot()));
  }
}
