package dev.apifleet.snapshot;

import java.util.List;

/**
 * What holds for all gateways of one fleet.
 *
 * @param name {@code namespace/name} of the GatewayFleet
 * @param trustedProxies CIDRs of peers whose {@code X-Forwarded-For} is believed
 * @param gateways wanted number of gateway pods; a pod on its own takes this share of a limit
 */
public record FleetSettings(String name, List<String> trustedProxies, int gateways)
    implements Resource {
  public FleetSettings {
    trustedProxies = Lists.copy(trustedProxies);
  }
}
