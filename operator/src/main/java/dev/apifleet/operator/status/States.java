package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.GatewayPodStatus;
import dev.apifleet.operator.deliver.PodAck;
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
import java.util.stream.Stream;

/** Works out the state of objects: a pure function of what is known. */
record States(Fleets fleets) {
  /** A fleet stands for these; its routes, pools and policies speak for themselves. */
  private static final List<Kind> OF_THE_FLEET =
      List.of(Kind.FLEET, Kind.LISTENER, Kind.ISSUER, Kind.API_KEY);

  private static final int MAX_REASON = 200;
  private static final int MAX_REASONS = 10;

  /** The state of every object of a translation. */
  Map<ObjectRef, ObjectState> of(Translation translation) {
    Map<ObjectRef, ObjectState> all = new HashMap<>();
    translation
        .generations()
        .forEach(
            (object, generation) ->
                all.put(
                    object,
                    of(
                        object,
                        generation,
                        translation.findings().getOrDefault(object, List.of()))));
    return all;
  }

  ObjectState of(ObjectRef object, long generation, List<Finding> findings) {
    return switch (object.kind()) {
      case "GatewayFleet" -> fleet(object, generation, findings);
      case "BackendPool" -> pool(object, generation, findings);
      case "RateLimitPolicy" -> part(object, generation, findings, Kind.POLICY);
      default -> part(object, generation, findings, Kind.ROUTE);
    };
  }

  /** The object that a resource speaks for; of a fleet where it is one of the fleet's own. */
  static Optional<ObjectRef> objectOf(ResourceKey key) {
    return switch (key.kind()) {
      case ROUTE -> Optional.of(object("ApiRoute", key.name()));
      case POLICY -> Optional.of(object("RateLimitPolicy", key.name()));
      case POOL, ENDPOINTS -> Optional.of(object("BackendPool", key.name()));
      case FLEET, LISTENER, ISSUER, API_KEY -> Optional.empty();
    };
  }

  static ObjectRef object(String kind, String qualifiedName) {
    int slash = qualifiedName.indexOf('/');
    return new ObjectRef(
        kind, qualifiedName.substring(0, slash), qualifiedName.substring(slash + 1));
  }

  private ObjectState part(
      ObjectRef object, long generation, List<Finding> findings, Kind... kinds) {
    List<ResourceKey> keys =
        Stream.of(kinds).map(kind -> new ResourceKey(kind, object.qualifiedName())).toList();
    return new ObjectState(
        object, generation, findings, fleets.programming(keys), Optional.empty(), Optional.empty());
  }

  /** Its endpoints are a resource of their own, since they change often and alone. */
  private ObjectState pool(ObjectRef object, long generation, List<Finding> findings) {
    ObjectState pool = part(object, generation, findings, Kind.POOL, Kind.ENDPOINTS);
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
    Optional<FleetMoment> fleet = fleets.fleet(object.qualifiedName());
    Programming own =
        fleet
            .map(moment -> Fleets.programming(moment, ownResources(moment)))
            .orElseGet(() -> new Tally().result());
    FleetView view = fleet.map(States::view).orElse(FleetView.NONE);
    return new ObjectState(object, generation, findings, own, Optional.empty(), Optional.of(view));
  }

  private static List<Encoded> ownResources(FleetMoment fleet) {
    return OF_THE_FLEET.stream()
        .flatMap(kind -> kind.of(fleet.latest().snapshot().resources()).values().stream())
        .toList();
  }

  private static FleetView view(FleetMoment fleet) {
    return new FleetView(
        fleet.latest().version().label(),
        fleet.onLatest() + "/" + fleet.ready().size(),
        fleet.pods().stream().map(States::pod).toList());
  }

  private static GatewayPodStatus pod(Heard heard) {
    return new GatewayPodStatus(
        heard.pod().name(),
        heard.pod().ready(),
        heard.version().map(Version::label).orElse(null),
        heard.said().map(States::rejections).orElse(List.of()));
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
