package dev.apifleet.operator.workload;

import dev.apifleet.operator.world.SecretDigests;
import dev.apifleet.snapshot.FileRef;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands behind one reference to key material: one file, or two for a certificate and its key.
 *
 * @param keys of the Secret that the reference names, by the file that holds the value
 */
record KeyFile(FileRef ref, SortedMap<String, String> keys) {
  static KeyFile keyPair(FileRef ref) {
    return new KeyFile(
        ref, new TreeMap<>(Map.of(ref.certificateFile(), "tls.crt", ref.keyFile(), "tls.key")));
  }

  static KeyFile authority(FileRef ref) {
    return new KeyFile(ref, new TreeMap<>(Map.of(ref.authorityFile(), "ca.crt")));
  }

  /** Whether files of these digests are what the reference wants. */
  boolean isIn(Map<String, String> digests) {
    return digests.keySet().containsAll(keys.keySet()) && hash(digests).equals(ref);
  }

  private FileRef hash(Map<String, String> digests) {
    return keys.size() == 1
        ? new FileRef(ref.name(), digests.get(ref.authorityFile()))
        : FileRef.keyPair(
            ref.name(), digests.get(ref.certificateFile()), digests.get(ref.keyFile()));
  }

  /** The files as a Secret has them now, in base64; none where it lacks one. */
  SortedMap<String, String> from(Map<String, String> secret) {
    SortedMap<String, String> files = new TreeMap<>();
    keys.forEach(
        (file, key) -> {
          if (secret.containsKey(key)) {
            files.put(file, secret.get(key));
          }
        });
    return files;
  }

  /** The files as they are mounted now, in base64. */
  SortedMap<String, String> mounted(Map<String, String> mount) {
    SortedMap<String, String> files = new TreeMap<>(mount);
    files.keySet().retainAll(keys.keySet());
    return files;
  }

  /** Whether these files, in base64, are what the reference wants. */
  boolean matches(SortedMap<String, String> files) {
    SortedMap<String, String> digests = new TreeMap<>(files);
    digests.replaceAll((_, value) -> SecretDigests.digest(value));
    return isIn(digests);
  }
}
