package dev.apifleet.operator.status;

import dev.apifleet.operator.deliver.AckBook;
import dev.apifleet.operator.deliver.GatewayId;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What every fleet was to serve and what its pods said, at one moment. */
record Fleets(Map<String, FleetMoment> all) {
  static final Fleets NONE = new Fleets(Map.of());

  /** Looks once at what each pod has said. */
  static Fleets at(Map<String, Published> published, List<GatewayPod> pods, AckBook acks) {
    Map<String, List<Heard>> heard =
        pods.stream()
            .map(pod -> new Heard(pod, acks.of(GatewayId.of(pod))))
            .collect(Collectors.groupingBy(each -> each.pod().fleet()));
    Map<String, FleetMoment> all = new HashMap<>();
    published.forEach(
        (name, latest) ->
            all.put(name, FleetMoment.of(name, latest, heard.getOrDefault(name, List.of()))));
    return new Fleets(all);
  }

  Optional<FleetMoment> fleet(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** The resource in any fleet that has it. */
  Optional<Encoded> find(ResourceKey key) {
    return all.values().stream()
        .map(fleet -> fleet.latest().snapshot().resources().get(key))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /**
   * How far an object has got in all fleets that have it.
   *
   * @param keys of its resources; a fleet that has the first one has the object
   */
  Programming programming(List<ResourceKey> keys) {
    Tally tally = new Tally();
    for (FleetMoment fleet : all.values()) {
      var resources = fleet.latest().snapshot().resources();
      List<Encoded> there = keys.stream().map(resources::get).filter(Objects::nonNull).toList();
      if (!there.isEmpty() && there.getFirst().resource().key().equals(keys.getFirst())) {
        tally.count(fleet, there);
      }
    }
    return tally.result();
  }

  /** How far resources of one fleet have got. */
  static Programming programming(FleetMoment fleet, Collection<Encoded> resources) {
    Tally tally = new Tally();
    tally.count(fleet, resources);
    return tally.result();
  }
}
