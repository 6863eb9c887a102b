package dev.apifleet.operator.status;

import dev.apifleet.operator.deliver.AckBook;
import dev.apifleet.operator.deliver.GatewayId;
import dev.apifleet.operator.deliver.PodAck;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What every fleet was to serve and what its pods said, at one moment. */
final class Fleets {
  private final Map<String, Published> published;
  private final Map<String, List<GatewayPod>> pods;
  private final AckBook acks;

  Fleets(Map<String, Published> published, List<GatewayPod> pods, AckBook acks) {
    this.published = published;
    this.pods = pods.stream().collect(Collectors.groupingBy(GatewayPod::fleet));
    this.acks = acks;
  }

  Optional<Published> published(String fleet) {
    return Optional.ofNullable(published.get(fleet));
  }

  List<GatewayPod> pods(String fleet) {
    return pods.getOrDefault(fleet, List.of());
  }

  Optional<PodAck> ack(GatewayPod pod) {
    return acks.of(new GatewayId(pod.fleet(), pod.name()));
  }

  /** The resource in any fleet that has it. */
  Optional<Encoded> find(ResourceKey key) {
    return published.values().stream()
        .map(fleet -> fleet.snapshot().resources().get(key))
        .filter(resource -> resource != null)
        .findFirst();
  }

  /** How far one resource has got in all fleets that have it. */
  Programming programming(ResourceKey key) {
    Tally tally = new Tally();
    published.forEach(
        (fleet, latest) -> {
          Encoded resource = latest.snapshot().resources().get(key);
          if (resource != null) {
            tally.count(fleet, List.of(resource));
          }
        });
    return tally.result();
  }

  /** How far resources of one fleet have got. */
  Programming programming(String fleet, Collection<Encoded> resources) {
    Tally tally = new Tally();
    if (published.containsKey(fleet)) {
      tally.count(fleet, resources);
    }
    return tally.result();
  }

  SortedMap<ResourceKey, Encoded> resources(String fleet) {
    return published.get(fleet).snapshot().resources();
  }

  /** Counts ready pods by what they said. */
  private final class Tally {
    private final List<String> waiting = new ArrayList<>();
    private final List<String> rejections = new ArrayList<>();
    private int serving;
    private int ready;
    private boolean delivered;

    void count(String fleet, Collection<Encoded> resources) {
      delivered = true;
      pods(fleet).stream().filter(GatewayPod::ready).forEach(pod -> count(pod, resources));
    }

    private void count(GatewayPod pod, Collection<Encoded> resources) {
      ready++;
      Optional<PodAck> ack = ack(pod);
      Optional<String> rejection = ack.flatMap(said -> rejection(said, resources));
      if (rejection.isPresent()) {
        rejections.add(pod.name() + ": " + rejection.get());
      } else if (ack.isPresent() && resources.stream().allMatch(r -> serves(ack.get(), r))) {
        serving++;
      } else {
        waiting.add(pod.name());
      }
    }

    private static boolean serves(PodAck ack, Encoded resource) {
      return ack.serves(resource.resource().key(), resource.hash());
    }

    private static Optional<String> rejection(PodAck ack, Collection<Encoded> resources) {
      return resources.stream()
          .flatMap(r -> ack.rejection(r.resource().key(), r.hash()).stream())
          .findFirst();
    }

    Programming result() {
      return new Programming(serving, ready, delivered, waiting, rejections);
    }
  }
}
