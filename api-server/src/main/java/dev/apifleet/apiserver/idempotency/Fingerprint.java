package dev.apifleet.apiserver.idempotency;

import dev.apifleet.apiserver.hash.Sha256;

/**
 * What tells requests apart.
 *
 * @param id of caller, path and key
 * @param lock the id's first 64 bits, which PostgreSQL locks by
 * @param body of what was asked
 */
record Fingerprint(String id, long lock, String body) {

  /** No part can contain the character that parts them: keys and paths are ASCII without it. */
  private static final String BETWEEN = "\n";

  static Fingerprint of(Attempt attempt, String json) {
    String id =
        Sha256.of(String.join(BETWEEN, attempt.key(), attempt.path(), attempt.caller().subject()));
    return new Fingerprint(id, Long.parseUnsignedLong(id, 0, 16, 16), Sha256.of(json));
  }
}
