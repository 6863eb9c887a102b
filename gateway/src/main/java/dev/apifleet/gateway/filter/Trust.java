package dev.apifleet.gateway.filter;

import dev.apifleet.snapshot.FleetSettings.Credentials;
import dev.apifleet.snapshot.FleetSettings.IdentityHeaderNames;
import dev.apifleet.snapshot.IssuerConfig;
import java.util.List;

/**
 * Whom the gateways believe, and what they tell backends of it.
 *
 * @param issuers whose tokens are believed
 * @param credentials API keys and sessions, or null where none are accepted
 * @param headers names of the headers that tell backends who asks, or null for none
 */
public record Trust(
    List<IssuerConfig> issuers, Credentials credentials, IdentityHeaderNames headers) {
  public Trust {
    issuers = List.copyOf(issuers);
  }

  /** Whether there is any way to find out who asks. */
  public boolean any() {
    return !issuers.isEmpty() || credentials != null;
  }
}
