package dev.apifleet.snapshot;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A snapshot's resources in a fixed number of buckets by key, with a hash over the buckets' hashes:
 * a change hashes only its bucket anew, and two snapshots differ only where buckets do.
 *
 * @param all always as many, in order
 * @param hash SHA-256 in hexadecimal
 */
record Buckets(List<Bucket> all, String hash) {
  /**
   * The square root of the most resources, about: so a bucket is no longer than the list of all.
   */
  private static final int COUNT = 256;

  static final Buckets EMPTY = of(Collections.nCopies(COUNT, Bucket.EMPTY));

  private static Buckets of(List<Bucket> all) {
    MessageDigest digest = Sha256.begun();
    all.forEach(bucket -> digest.update(bucket.hash()));
    return new Buckets(List.copyOf(all), HexFormat.of().formatHex(digest.digest()));
  }

  /** The same number in every process. */
  private static int indexOf(ResourceKey key) {
    int hash = key.toString().hashCode();
    return (hash ^ hash >>> 8 ^ hash >>> 16 ^ hash >>> 24) & COUNT - 1;
  }

  /** With what is put under some keys; null removes what is there. */
  Buckets with(SortedMap<ResourceKey, Encoded> edits) {
    SortedMap<Integer, SortedMap<ResourceKey, Encoded>> byBucket = new TreeMap<>();
    edits.forEach(
        (key, resource) ->
            byBucket.computeIfAbsent(indexOf(key), _ -> new TreeMap<>()).put(key, resource));
    List<Bucket> edited = new ArrayList<>(all);
    byBucket.forEach((index, its) -> edited.set(index, all.get(index).with(its)));
    return of(edited);
  }

  /**
   * A key under which two snapshots hold different things.
   *
   * @param before null where there is nothing
   * @param after null where there is nothing
   */
  record Difference(ResourceKey key, Encoded before, Encoded after) {}

  /** What leads from here to there, by key. */
  List<Difference> differences(Buckets target) {
    return IntStream.range(0, COUNT)
        .boxed()
        .flatMap(i -> differences(all.get(i), target.all.get(i)))
        .sorted(Comparator.comparing(Difference::key))
        .toList();
  }

  private static Stream<Difference> differences(Bucket before, Bucket after) {
    if (before == after || MessageDigest.isEqual(before.hash(), after.hash())) {
      return Stream.empty();
    }
    SortedMap<ResourceKey, Encoded> old = before.byKey();
    SortedMap<ResourceKey, Encoded> now = after.byKey();
    return Stream.concat(old.keySet().stream(), now.keySet().stream())
        .distinct()
        .map(key -> new Difference(key, old.get(key), now.get(key)))
        .filter(pair -> !Objects.equals(hash(pair.before()), hash(pair.after())));
  }

  private static String hash(Encoded resource) {
    return resource == null ? null : resource.hash();
  }
}
