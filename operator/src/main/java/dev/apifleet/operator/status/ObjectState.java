package dev.apifleet.operator.status;

import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that an object's status says, as of one generation.
 *
 * @param endpoints ready endpoints of a pool that is delivered
 * @param fleet of a GatewayFleet only
 */
public record ObjectState(
    ObjectRef object,
    long generation,
    List<Finding> findings,
    Programming programming,
    Optional<Integer> endpoints,
    Optional<FleetView> fleet) {
  public ObjectState {
    findings = List.copyOf(findings);
  }

  /** How many gateways serve exactly this generation; those that serve a last good form do not. */
  public String gateways() {
    return accepted() ? programming.gateways() : "0/" + programming.ready();
  }

  /** What was found about the object, Programmed among it. */
  public List<Finding> conditions() {
    List<Finding> all = new ArrayList<>(findings);
    all.add(accepted() ? programming.accepted(object, generation) : programming.invalid(object));
    return all;
  }

  /** False while it is most likely a matter of moments until all gateways serve it. */
  boolean settled() {
    return !accepted() || !programming.pending();
  }

  private boolean accepted() {
    return findings.stream()
        .noneMatch(finding -> finding.type().equals("Accepted") && !finding.status());
  }
}
