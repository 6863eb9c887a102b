package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RouteNamespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says which fleet serves what: a fleet serves its namespace, and one beside the operator may serve
 * all.
 */
record Fleets(String operatorNamespace, List<GatewayFleet> all) {
  private static final String DEFAULT = "default";
  private static final FieldPath FLEET_REF = FieldPath.SPEC.child("fleetRef");

  List<GatewayFleet> serving(String namespace) {
    return all.stream().filter(fleet -> serves(fleet, namespace)).toList();
  }

  static boolean allowsAll(GatewayFleet fleet) {
    return fleet.getSpec() != null
        && fleet.getSpec().allowedRoutes() != null
        && fleet.getSpec().allowedRoutes().from() == RouteNamespaces.All;
  }

  boolean besideOperator(GatewayFleet fleet) {
    return Objects.equals(fleet.getMetadata().getNamespace(), operatorNamespace);
  }

  /** The fleet that a route hangs on, or the problem that it hangs on none. */
  Optional<GatewayFleet> of(ApiRoute route, Problems problems) {
    String namespace = route.getMetadata().getNamespace();
    String name = route.getSpec() == null ? null : route.getSpec().fleetRef();
    String wanted = name == null ? DEFAULT : name;
    Optional<GatewayFleet> own = named(namespace, wanted);
    Optional<GatewayFleet> fleet = own.isPresent() ? own : named(operatorNamespace, wanted);
    if (fleet.isEmpty()) {
      problems.add("NoMatchingParent", unknown(namespace, wanted));
    } else if (!serves(fleet.get(), namespace)) {
      problems.add("NotAllowedByFleet", notAllowed(namespace, wanted));
      return Optional.empty();
    }
    return fleet;
  }

  boolean serves(GatewayFleet fleet, String namespace) {
    return fleet.getMetadata().getNamespace().equals(namespace)
        || besideOperator(fleet) && allowsAll(fleet);
  }

  private Optional<GatewayFleet> named(String namespace, String name) {
    return all.stream()
        .filter(fleet -> fleet.getMetadata().getName().equals(name))
        .filter(fleet -> fleet.getMetadata().getNamespace().equals(namespace))
        .findFirst();
  }

  private String unknown(String namespace, String name) {
    List<String> places = new ArrayList<>(List.of(Quoted.of(namespace)));
    if (!namespace.equals(operatorNamespace)) {
      places.add(Quoted.of(operatorNamespace));
    }
    List<String> existing =
        serving(namespace).stream().map(fleet -> fleet.getMetadata().getName()).distinct().toList();
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
