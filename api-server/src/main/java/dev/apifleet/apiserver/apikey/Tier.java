package dev.apifleet.apiserver.apikey;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Locale;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What a customer pays for, least first; rate limits go by it. */
public enum Tier {
  @JsonProperty("free")
  FREE,
  @JsonProperty("pro")
  PRO,
  @JsonProperty("enterprise")
  ENTERPRISE;

  /** Where an identity that is not a token carries its tier, as text. */
  public static final String ATTRIBUTE = "tier";

  /** Any other text, or none, is the least. */
  static Tier of(String text) {
    for (Tier tier : values()) {
      if (tier.text().equals(text)) {
        return tier;
      }
    }
    return FREE;
  }

  static Tier of(SecurityIdentity identity) {
    return of(
        identity.getPrincipal() instanceof JsonWebToken token
            ? token.<String>getClaim("tier")
            : identity.<String>getAttribute(ATTRIBUTE));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
