package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.DisabledEndpoint;
import dev.apifleet.api.v1alpha1.PoolFault;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig.DisabledConfig;
import dev.apifleet.snapshot.PoolConfig.FaultConfig;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what an operator on call says of single endpoints: which are disabled, which are faulty.
 */
final class EndpointSwitches {
  private static final FieldPath DISABLED = FieldPath.SPEC.child("disabledEndpoints");
  private static final FieldPath FAULTS = FieldPath.SPEC.child("faults");
  private static final int MOST = 64;

  private final Optional<List<EndpointConfig>> known;
  private final Problems invalid;
  private final Problems stale;

  /**
   * Reads for one pool.
   *
   * @param known its endpoints; empty where only the gateways know them
   * @param stale takes names that mean no endpoint now: pods come and go, so that is no error
   */
  EndpointSwitches(Optional<List<EndpointConfig>> known, Problems invalid, Problems stale) {
    this.known = known;
    this.invalid = invalid;
    this.stale = stale;
  }

  List<DisabledConfig> disabled(List<DisabledEndpoint> given) {
    List<DisabledConfig> all = new ArrayList<>();
    checkLength(DISABLED, Items.of(given));
    for (DisabledEndpoint each : Items.of(given)) {
      FieldPath field = DISABLED.item(all.size());
      DisabledEndpoint endpoint = each == null ? new DisabledEndpoint(null, null) : each;
      if (Texts.isBlank(endpoint.endpoint())) {
        invalid.invalid(
            field.child("endpoint"),
            endpoint.endpoint(),
            "write the name of a pod, an address, or address:port");
      } else {
        checkKnown(field.child("endpoint"), endpoint.endpoint());
      }
      all.add(
          new DisabledConfig(
              endpoint.endpoint(),
              Times.read(field.child("expires"), endpoint.expires(), invalid)));
    }
    return all;
  }

  List<FaultConfig> faults(List<PoolFault> given) {
    List<FaultConfig> all = new ArrayList<>();
    checkLength(FAULTS, Items.of(given));
    for (PoolFault each : Items.of(given)) {
      FieldPath field = FAULTS.item(all.size());
      all.add(fault(field, each == null ? new PoolFault(null, null, null, null, null) : each));
    }
    return all;
  }

  private FaultConfig fault(FieldPath field, PoolFault fault) {
    if (fault.abort() == null && fault.delay() == null) {
      invalid.invalid(field, null, "write abort, delay or both");
    }
    if (fault.endpoint() != null) {
      checkKnown(field.child("endpoint"), fault.endpoint());
    }
    return new FaultConfig(
        fault.endpoint(),
        fault.abort() == null
            ? 0
            : Numbers.read(field.child("abort"), fault.abort(), 0, 400, 599, invalid),
        fault.delay() == null
            ? 0
            : Durations.read(
                field.child("delay"), fault.delay(), null, AtLeast.MILLISECOND, invalid),
        Numbers.read(field.child("percent"), fault.percent(), 100, 0, 100, invalid),
        Times.read(field.child("expires"), fault.expires(), invalid));
  }

  private void checkLength(FieldPath field, List<?> list) {
    if (list.size() > MOST) {
      invalid.invalid(field, list.size() + " entries", "write at most " + MOST);
    }
  }

  private void checkKnown(FieldPath field, String name) {
    if (known.isPresent() && known.get().stream().noneMatch(endpoint -> isCalled(endpoint, name))) {
      stale.add(
          "EndpointNotFound",
          field
              + ": no endpoint of the pool is called "
              + Quoted.of(name)
              + " now; correct it, or remove it if that endpoint is gone");
    }
  }

  private static boolean isCalled(EndpointConfig endpoint, String name) {
    return endpoint.name().equals(name)
        || endpoint.address().equals(name)
        || Addresses.withPort(endpoint.address(), endpoint.port()).equals(name);
  }
}
