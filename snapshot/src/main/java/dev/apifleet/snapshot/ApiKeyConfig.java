package dev.apifleet.snapshot;

import java.util.List;

/**
 * An API key, known by its digest only.
 *
 * @param name {@code namespace/name} of the Secret it comes from
 * @param sha256 of the key, hexadecimal
 * @param subject whose key it is
 * @param tier drives limits
 * @param expiresAt milliseconds since the epoch, or 0 for never
 */
public record ApiKeyConfig(
    String name,
    String sha256,
    String subject,
    String tier,
    List<String> roles,
    List<String> scopes,
    long expiresAt)
    implements Resource {
  public ApiKeyConfig {
    roles = Lists.copy(roles);
    scopes = Lists.copy(scopes);
  }
}
