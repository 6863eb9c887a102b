package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.hash.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An API key as the database holds it: its hash and what it allows. */
@Entity(name = "api_key")
public class ApiKey {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Version int version;
  String name;
  String prefix;

  @Column(name = "key_hash")
  String keyHash;

  String subject;
  String tier;
  String[] roles;
  String[] scopes;

  @Column(name = "created_by")
  String createdBy;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "revoked_at")
  Instant revokedAt;

  /** Written by {@link LastUses} alone. */
  @Column(name = "last_used_at", insertable = false, updatable = false)
  Instant lastUsedAt;

  @Column(name = "rotated_from")
  Long rotatedFrom;

  @Column(name = "mirror_due")
  Instant mirrorDue;

  static ApiKey create(Terms terms, String key, String createdBy, Instant now) {
    ApiKey row = new ApiKey();
    row.name = terms.name();
    row.subject = terms.subject();
    row.tier = terms.tier().text();
    row.roles = terms.roles().toArray(String[]::new);
    row.scopes = terms.scopes().toArray(String[]::new);
    row.expiresAt = terms.expiresAt();
    row.made(key, createdBy, now);
    return row;
  }

  /** Another key of the same owner and rights, which lives as long as this one was made for. */
  ApiKey successor(String key, String createdBy, Instant now) {
    ApiKey row = new ApiKey();
    row.name = name;
    row.subject = subject;
    row.tier = tier;
    row.roles = roles;
    row.scopes = scopes;
    row.expiresAt = expiresAt == null ? null : now.plus(Duration.between(createdAt, expiresAt));
    row.rotatedFrom = id;
    row.made(key, createdBy, now);
    return row;
  }

  private void made(String key, String by, Instant now) {
    prefix = KeyFormat.prefix(key);
    keyHash = Sha256.of(key);
    createdBy = by;
    createdAt = now;
    mirrorDue = now;
  }

  void revoke(Instant now) {
    if (revokedAt == null) {
      revokedAt = now;
      mirrorDue = now;
    }
  }

  void expireBy(Instant end, Instant now) {
    if (expiresAt == null || expiresAt.isAfter(end)) {
      expiresAt = end;
      mirrorDue = now;
    }
  }

  KeyStatus status(Instant now) {
    if (revokedAt != null) {
      return KeyStatus.REVOKED;
    }
    return expiresAt != null && !expiresAt.isAfter(now) ? KeyStatus.EXPIRED : KeyStatus.ACTIVE;
  }

  /** When Redis, once it has this row, has to be written again; null for never. */
  Instant mirroredAgain(Instant now) {
    return status(now) == KeyStatus.ACTIVE ? expiresAt : null;
  }

  List<String> roles() {
    return List.of(roles);
  }
}
