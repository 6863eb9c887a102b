package dev.apifleet.translator;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Secret as a translation may see it.
 *
 * @param type such as {@code kubernetes.io/tls}
 * @param digests SHA-256 (hexadecimal) of each value, by its key
 */
public record SecretDigest(
    String namespace,
    String name,
    String type,
    Map<String, String> labels,
    Map<String, String> annotations,
    SortedMap<String, String> digests) {
  public SecretDigest {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }
}
