package dev.apifleet.snapshot;

/**
 * Key material that the operator mounts beside the snapshot, never in it.
 *
 * @param name {@code namespace/name} of the Secret it comes from
 * @param hash SHA-256 (hexadecimal) of what the file has to hold
 */
public record FileRef(String name, String hash) {}
