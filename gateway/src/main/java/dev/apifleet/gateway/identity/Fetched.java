package dev.apifleet.gateway.identity;

/**
 * Keys as an issuer gave them.
 *
 * @param maxAgeMillis how long they may be kept by the issuer's word, or -1 where it says nothing
 */
record Fetched(Keys keys, long maxAgeMillis) {}
