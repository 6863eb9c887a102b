package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.GatewayPodStatus;
import dev.apifleet.operator.deliver.PodAck;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Version;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import dev.apifleet.translator.Translation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Works out the state of every object of a translation: a pure function of what is known. */
final class States {
  /** A fleet stands for these; its routes, pools and policies speak for themselves. */
  private static final Set<Kind> OF_THE_FLEET = Set.of(Kind.FLEET, Kind.LISTENER, Kind.ISSUER);

  private static final int MAX_REASON = 200;
  private static final int MAX_REASONS = 10;

  private final Fleets fleets;

  private States(Fleets fleets) {
    this.fleets = fleets;
  }

  static Map<ObjectRef, ObjectState> of(Translation translation, Fleets fleets) {
    States states = new States(fleets);
    Map<ObjectRef, ObjectState> all = new HashMap<>();
    translation
        .generations()
        .forEach(
            (object, generation) -> {
              List<Finding> findings = translation.findings().getOrDefault(object, List.of());
              all.put(object, states.of(object, generation, findings));
            });
    return all;
  }

  private ObjectState of(ObjectRef object, long generation, List<Finding> findings) {
    return switch (object.kind()) {
      case "GatewayFleet" -> fleet(object, generation, findings);
      case "BackendPool" -> pool(object, generation, findings);
      case "RateLimitPolicy" -> part(object, Kind.POLICY, generation, findings);
      default -> part(object, Kind.ROUTE, generation, findings);
    };
  }

  private ObjectState part(ObjectRef object, Kind kind, long generation, List<Finding> findings) {
    Programming programming = fleets.programming(new ResourceKey(kind, object.qualifiedName()));
    return new ObjectState(
        object, generation, findings, programming, Optional.empty(), Optional.empty());
  }

  private ObjectState pool(ObjectRef object, long generation, List<Finding> findings) {
    ObjectState pool = part(object, Kind.POOL, generation, findings);
    Optional<Integer> endpoints =
        fleets
            .find(new ResourceKey(Kind.ENDPOINTS, object.qualifiedName()))
            .map(Encoded::resource)
            .map(EndpointsConfig.class::cast)
            .map(config -> config.endpoints().size());
    return new ObjectState(
        object, generation, findings, pool.programming(), endpoints, Optional.empty());
  }

  private ObjectState fleet(ObjectRef object, long generation, List<Finding> findings) {
    String name = object.qualifiedName();
    Optional<Published> published = fleets.published(name);
    Programming own =
        fleets.programming(name, published.map(States::ownResources).orElse(List.of()));
    FleetView view =
        new FleetView(
            published.map(latest -> latest.version().label()).orElse(null),
            serving(name, published) + "/" + own.ready(),
            fleets.pods(name).stream().map(this::pod).toList());
    return new ObjectState(object, generation, findings, own, Optional.empty(), Optional.of(view));
  }

  private static List<Encoded> ownResources(Published published) {
    return published.snapshot().resources().values().stream()
        .filter(encoded -> OF_THE_FLEET.contains(Kind.of(encoded.resource())))
        .toList();
  }

  private long serving(String fleet, Optional<Published> published) {
    return fleets.pods(fleet).stream()
        .filter(GatewayPod::ready)
        .filter(pod -> version(fleets.ack(pod).map(PodAck::published)).equals(version(published)))
        .count();
  }

  private static Optional<Version> version(Optional<Published> published) {
    return published.map(Published::version);
  }

  private GatewayPodStatus pod(GatewayPod pod) {
    Optional<PodAck> ack = fleets.ack(pod);
    return new GatewayPodStatus(
        pod.name(),
        pod.ready(),
        ack.map(said -> said.published().version().label()).orElse(null),
        ack.map(States::rejections).orElse(List.of()));
  }

  private static List<String> rejections(PodAck ack) {
    return ack.rejected().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .map(text -> text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "…")
        .limit(MAX_REASONS)
        .toList();
  }
}
