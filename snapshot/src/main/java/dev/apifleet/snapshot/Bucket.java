package dev.apifleet.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Some of a snapshot's resources and what they add to its hash.
 *
 * @param resources sorted by key, so that it does not matter in which order they came
 * @param hash SHA-256 over their keys and hashes
 */
record Bucket(List<Encoded> resources, byte[] hash) {
  static final Bucket EMPTY = of(List.of());

  private static Bucket of(List<Encoded> resources) {
    MessageDigest digest = Sha256.begun();
    resources.forEach(resource -> update(digest, resource));
    return new Bucket(resources, digest.digest());
  }

  /** With its length before it no text can be read as the end of one and the next. */
  private static void update(MessageDigest digest, Encoded resource) {
    update(digest, resource.resource().key().toString());
    update(digest, resource.hash());
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  /** With what is put under some keys; null removes what is there. */
  Bucket with(SortedMap<ResourceKey, Encoded> edits) {
    SortedMap<ResourceKey, Encoded> edited = byKey();
    edited.putAll(edits);
    edited.values().removeIf(resource -> resource == null);
    return of(List.copyOf(edited.values()));
  }

  SortedMap<ResourceKey, Encoded> byKey() {
    SortedMap<ResourceKey, Encoded> byKey = new TreeMap<>();
    resources.forEach(resource -> byKey.put(resource.resource().key(), resource));
    return byKey;
  }
}
