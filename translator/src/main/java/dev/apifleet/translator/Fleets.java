package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RouteNamespaces;
import dev.apifleet.translator.Problems.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says which fleet serves what: a fleet serves its namespace, and one beside the operator may serve
 * all.
 */
record Fleets(String operatorNamespace, Shelf<GatewayFleet> shelf) {
  private static final String DEFAULT = "default";
  private static final FieldPath FLEET_REF = FieldPath.SPEC.child("fleetRef");

  /** What a route hangs on, or the problems that it hangs on nothing. */
  record Hook(Optional<ObjectRef> fleet, List<Problem> problems) {}

  List<GatewayFleet> all() {
    return shelf.all();
  }

  /** The fleets that may serve what is in a namespace. */
  List<ObjectRef> serving(String namespace) {
    return all().stream().filter(fleet -> serves(fleet, namespace)).map(ObjectRef::of).toList();
  }

  static boolean allowsAll(GatewayFleet fleet) {
    return fleet.getSpec() != null
        && fleet.getSpec().allowedRoutes() != null
        && fleet.getSpec().allowedRoutes().from() == RouteNamespaces.All;
  }

  boolean besideOperator(GatewayFleet fleet) {
    return Objects.equals(fleet.getMetadata().getNamespace(), operatorNamespace);
  }

  /** What a route of a namespace hangs on, by the name in its fleetRef. */
  Hook hook(String namespace, String name) {
    String wanted = name == null ? DEFAULT : name;
    Optional<GatewayFleet> own = shelf.find(namespace, wanted);
    Optional<GatewayFleet> fleet = own.isPresent() ? own : shelf.find(operatorNamespace, wanted);
    if (fleet.isEmpty()) {
      return nothing("NoMatchingParent", unknown(namespace, wanted));
    }
    return serves(fleet.get(), namespace)
        ? new Hook(fleet.map(ObjectRef::of), List.of())
        : nothing("NotAllowedByFleet", notAllowed(namespace, wanted));
  }

  private static Hook nothing(String reason, String message) {
    return new Hook(Optional.empty(), List.of(new Problem(reason, message)));
  }

  boolean serves(GatewayFleet fleet, String namespace) {
    return fleet.getMetadata().getNamespace().equals(namespace)
        || besideOperator(fleet) && allowsAll(fleet);
  }

  private String unknown(String namespace, String name) {
    List<String> places = new ArrayList<>(List.of(Quoted.of(namespace)));
    if (!namespace.equals(operatorNamespace)) {
      places.add(Quoted.of(operatorNamespace));
    }
    List<String> existing = serving(namespace).stream().map(ObjectRef::name).distinct().toList();
    return "%s: no GatewayFleet %s in namespace %s; %s"
        .formatted(
            FLEET_REF,
            Quoted.of(name),
            String.join(" or ", places),
            Quoted.orOneOf("create it", existing));
  }

  private String notAllowed(String namespace, String name) {
    return "%s: GatewayFleet %s in namespace %s does not allow routes of namespace %s; set its"
            .formatted(
                FLEET_REF, Quoted.of(name), Quoted.of(operatorNamespace), Quoted.of(namespace))
        + " spec.allowedRoutes.from to All, or create a GatewayFleet in the namespace of the route";
  }
}
