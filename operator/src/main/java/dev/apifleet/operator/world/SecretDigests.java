package dev.apifleet.operator.world;

import dev.apifleet.snapshot.Sha256;
import dev.apifleet.translator.SecretDigest;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The store of a watch on Secrets: where a value stood it keeps the value's digest, so that nothing
 * secret stays in memory.
 */
public final class SecretDigests implements ItemStore<Secret> {
  /** The type of Secrets that hold a certificate and its key. */
  public static final String TLS = "kubernetes.io/tls";

  /** Label of other Secrets that hold the certificate of an authority. */
  static final String AUTHORITY = "apifleet.dev/ca";

  /** Label of Secrets that hold an API key. */
  static final String API_KEY = "apifleet.dev/api-key";

  private static final String OURS = "apifleet.dev/";

  private final Map<String, Secret> byName = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  /** SHA-256 (hexadecimal) of a value as it stands in a Secret. */
  public static String digest(String base64) {
    return Sha256.of(Base64.getDecoder().decode(base64));
  }

  /** As translations see a Secret of this store. */
  static SecretDigest of(Secret digested) {
    ObjectMeta meta = digested.getMetadata();
    return new SecretDigest(
        meta.getNamespace(),
        meta.getName(),
        Objects.requireNonNullElse(digested.getType(), "Opaque"),
        meta.getLabels(),
        meta.getAnnotations(),
        new TreeMap<>(digested.getData()));
  }

  /** Without the annotations of others, one of which holds all values that kubectl applied. */
  private static Secret digested(Secret secret) {
    ObjectMeta meta = secret.getMetadata();
    return new SecretBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .withOwnerReferences(meta.getOwnerReferences())
                .withLabels(meta.getLabels())
                .withAnnotations(ours(meta.getAnnotations()))
                .build())
        .withType(secret.getType())
        .withData(digests(secret.getData()))
        .build();
  }

  private static Map<String, String> ours(Map<String, String> annotations) {
    return present(annotations)
        .filter(entry -> entry.getKey().startsWith(OURS))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, String> digests(Map<String, String> values) {
    return present(values)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> digest(entry.getValue())));
  }

  private static Stream<Map.Entry<String, String>> present(Map<String, String> map) {
    return Objects.requireNonNullElse(map, Map.<String, String>of()).entrySet().stream();
  }

  /** How often something has changed. */
  long changes() {
    return changes.get();
  }

  @Override
  public String getKey(Secret secret) {
    return Cache.metaNamespaceKeyFunc(secret);
  }

  @Override
  public Secret put(String key, Secret secret) {
    Secret before = byName.put(key, digested(secret));
    changes.incrementAndGet();
    return before;
  }

  @Override
  public Secret remove(String key) {
    Secret before = byName.remove(key);
    changes.incrementAndGet();
    return before;
  }

  @Override
  public Stream<String> keySet() {
    return byName.keySet().stream();
  }

  @Override
  public Stream<Secret> values() {
    return byName.values().stream();
  }

  @Override
  public Secret get(String key) {
    return byName.get(key);
  }

  @Override
  public int size() {
    return byName.size();
  }

  @Override
  public boolean isFullState() {
    return false;
  }
}
