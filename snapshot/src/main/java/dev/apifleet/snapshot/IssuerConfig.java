package dev.apifleet.snapshot;

import java.util.List;

/**
 * Whose tokens are believed, and how identity and tier are read from them.
 *
 * @param name the identity provider's name within the fleet
 * @param issuer the {@code iss} that tokens must carry
 * @param jwksUri where the public keys are
 * @param audiences a token must carry one of them in {@code aud}
 * @param algorithms JOSE names; any other is refused
 * @param tierClaim claim that holds the tier
 * @param rolesClaim claim that holds the roles
 * @param allowedTiers tiers this issuer may give; any other, or none, is {@code free}
 */
public record IssuerConfig(
    String name,
    String issuer,
    String jwksUri,
    List<String> audiences,
    List<String> algorithms,
    String tierClaim,
    String rolesClaim,
    List<String> allowedTiers)
    implements Resource {
  public IssuerConfig {
    audiences = Lists.copy(audiences);
    algorithms = Lists.copy(algorithms);
    allowedTiers = Lists.copy(allowedTiers);
  }
}
