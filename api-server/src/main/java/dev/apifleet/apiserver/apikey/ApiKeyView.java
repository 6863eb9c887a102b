package dev.apifleet.apiserver.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An API key as clients see it.
 *
 * @param key the key itself, in the one answer that makes it; never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiKeyView(
    @Schema(required = true) long id,
    @Schema(description = "The key itself, only in the answer that makes it.") String key,
    @Schema(required = true) String name,
    @Schema(required = true) String prefix,
    @Schema(required = true) String subject,
    @Schema(required = true) Tier tier,
    @Schema(required = true) List<String> roles,
    @Schema(required = true) List<String> scopes,
    @Schema(required = true) KeyStatus status,
    @Schema(required = true) String createdBy,
    @Schema(required = true) Instant createdAt,
    Instant expiresAt,
    Instant revokedAt,
    @Schema(description = "To the minute.") Instant lastUsedAt,
    @Schema(description = "The id of the key that this one replaces.") Long rotatedFrom) {

  static ApiKeyView of(ApiKey row, Instant now) {
    return withKey(row, null, now);
  }

  static ApiKeyView withKey(ApiKey row, String key, Instant now) {
    return new ApiKeyView(
        row.id,
        key,
        row.name,
        row.prefix,
        row.subject,
        Tier.of(row.tier),
        row.roles(),
        List.of(row.scopes),
        row.status(now),
        row.createdBy,
        row.createdAt,
        row.expiresAt,
        row.revokedAt,
        row.lastUsedAt,
        row.rotatedFrom);
  }

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "ApiKeyView[" + id + ", " + prefix + "]";
  }
}
