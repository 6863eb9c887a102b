package dev.apifleet.apiserver.apikey;

import java.time.Instant;
import java.util.List;

/**
 * What an API key is made for.
 *
 * @param expiresAt null for never
 */
record Terms(
    String name,
    String subject,
    Tier tier,
    List<String> roles,
    List<String> scopes,
    Instant expiresAt) {}
