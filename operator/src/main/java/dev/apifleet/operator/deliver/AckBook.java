package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Version;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What each gateway pod last said that it serves, whoever published that. A pod whose stream ended
 * is still believed: it goes on serving; its word ends when it says something else or when the pod
 * is gone.
 */
@Singleton
public class AckBook {
  /** The word of a pod: the content is known by its hash, once a snapshot of that hash is. */
  private record Word(String hash, Map<ResourceKey, String> rejected) {}

  private final Map<GatewayId, Word> words = new HashMap<>();
  private final Map<GatewayId, PodAck> acks = new HashMap<>();

  /** A pod says hello: what it said before holds only if it still has that content. */
  public synchronized void hello(GatewayId pod, Optional<Version> serving) {
    Word word = words.get(pod);
    if (word != null && !serving.map(Version::hash).equals(Optional.of(word.hash()))) {
      words.remove(pod);
      acks.remove(pod);
    }
  }

  /** A pod serves what it was sent, but for what it rejects. */
  public synchronized void acked(GatewayId pod, PodAck ack) {
    words.put(pod, new Word(ack.published().version().hash(), ack.rejected()));
    acks.put(pod, ack);
  }

  /**
   * A pod serves content of this hash, but for what it rejects.
   *
   * @param known finds what has that hash; what is not known yet may be published later
   * @return what it rejects that it did not when it last spoke
   */
  synchronized Map<ResourceKey, String> heard(
      GatewayId pod,
      String hash,
      Map<ResourceKey, String> rejected,
      Function<String, Optional<Published>> known) {
    Word before = words.put(pod, new Word(hash, Map.copyOf(rejected)));
    acks.remove(pod);
    known.apply(hash).ifPresent(content -> acks.put(pod, new PodAck(content, rejected)));
    Map<ResourceKey, String> fresh = new TreeMap<>(rejected);
    fresh.keySet().removeAll(before == null ? Set.of() : before.rejected().keySet());
    return fresh;
  }

  /** Content is known from now on by this version: pods that serve it serve this version. */
  synchronized void published(String fleet, Published content) {
    words.forEach(
        (pod, word) -> {
          if (pod.fleet().equals(fleet) && word.hash().equals(content.version().hash())) {
            acks.put(pod, new PodAck(content, word.rejected()));
          }
        });
  }

  /** Forgets pods that no longer exist. */
  public synchronized void retain(Collection<GatewayId> pods) {
    words.keySet().retainAll(pods);
    acks.keySet().retainAll(pods);
  }

  /** What this pod last said. */
  public synchronized Optional<PodAck> of(GatewayId pod) {
    return Optional.ofNullable(acks.get(pod));
  }
}
