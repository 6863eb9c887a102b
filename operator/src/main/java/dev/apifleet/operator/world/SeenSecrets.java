package dev.apifleet.operator.world;

import dev.apifleet.translator.SecretDigest;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Secrets of several watches as translations see them: made anew only when some change. */
final class SeenSecrets {
  private static final Comparator<SecretDigest> ORDER =
      Comparator.comparing(SecretDigest::namespace).thenComparing(SecretDigest::name);

  private long changes = -1;
  private Map<String, Seen> byName = Map.of();
  private List<SecretDigest> all = List.of();

  /** A Secret and its digest, the same in memory for as long as the Secret is. */
  private record Seen(Secret secret, SecretDigest digest) {}

  /** One that several watches found counts once. */
  synchronized List<SecretDigest> of(List<SecretDigests> stores) {
    long now = stores.stream().mapToLong(SecretDigests::changes).sum();
    if (now != changes) {
      Map<String, Seen> found = new HashMap<>();
      stores.forEach(
          store ->
              store
                  .values()
                  .forEach(secret -> found.put(Cache.metaNamespaceKeyFunc(secret), seen(secret))));
      byName = found;
      all = List.copyOf(found.values().stream().map(Seen::digest).sorted(ORDER).toList());
      changes = now;
    }
    return all;
  }

  private Seen seen(Secret secret) {
    Seen known = byName.get(Cache.metaNamespaceKeyFunc(secret));
    return known != null && known.secret() == secret
        ? known
        : new Seen(secret, SecretDigests.of(secret));
  }
}
