package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ObjectName;
import dev.apifleet.snapshot.FileRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks up the Secrets of fleets and pools, within a namespace. */
final class Secrets {
  private static final String TLS = "kubernetes.io/tls";
  private static final String AUTHORITY_LABEL = "apifleet.dev/ca";
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";
  private static final String AUTHORITY = "ca.crt";

  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final Lookups<Inventory> lookups;

  Secrets(Lookups<Inventory> lookups) {
    this.lookups = lookups;
  }

  /** A certificate with its key. */
  Optional<FileRef> keyPair(
      FieldPath field, String namespace, ObjectName ref, Problems unresolved) {
    return find(field, namespace, ref, Secrets::isTls, "of type " + TLS, "create it", unresolved)
        .filter(secret -> has(field, secret, CERTIFICATE, unresolved))
        .filter(secret -> has(field, secret, KEY, unresolved))
        .map(
            secret ->
                FileRef.keyPair(
                    qualified(secret),
                    secret.digests().get(CERTIFICATE),
                    secret.digests().get(KEY)));
  }

  /** The certificate of an authority. */
  Optional<FileRef> authority(
      FieldPath field, String namespace, ObjectName ref, Problems unresolved) {
    return find(
            field,
            namespace,
            ref,
            Secrets::isAuthority,
            "with the label " + AUTHORITY_LABEL + "=true or of type " + TLS,
            "create or label it",
            unresolved)
        .filter(secret -> has(field, secret, AUTHORITY, unresolved))
        .map(secret -> new FileRef(qualified(secret), secret.digests().get(AUTHORITY)));
  }

  /** Those that hold an API key. */
  List<SecretDigest> apiKeys(String namespace) {
    return lookups.ask(
        inventory -> inventory.secrets().in(namespace).stream().filter(ApiKeys::isKey).toList());
  }

  private Optional<SecretDigest> find(
      FieldPath field,
      String namespace,
      ObjectName ref,
      Predicate<SecretDigest> fits,
      String kind,
      String remedy,
      Problems unresolved) {
    String name = ref == null ? null : ref.name();
    SecretDigest found =
        lookups.ask(inventory -> inventory.secrets().find(namespace, name)).orElse(null);
    if (found != null && fits.test(found) && qualified(found).length() <= FileRef.LONGEST_NAME) {
      return Optional.of(found);
    }
    List<String> others = lookups.ask(inventory -> inventory.secrets().names(namespace, fits));
    unresolved.add(
        "SecretNotFound",
        "%s: no Secret %s %s in namespace %s; %s"
            .formatted(
                field.child("name"),
                Quoted.of(name),
                kind,
                Quoted.of(namespace),
                Quoted.orOneOf(remedy, others)));
    return Optional.empty();
  }

  private static boolean isTls(SecretDigest secret) {
    return TLS.equals(secret.type());
  }

  private static boolean isAuthority(SecretDigest secret) {
    return isTls(secret) || "true".equals(secret.labels().get(AUTHORITY_LABEL));
  }

  private static boolean has(
      FieldPath field, SecretDigest secret, String key, Problems unresolved) {
    String digest = secret.digests().get(key);
    if (digest == null || digest.equals(OF_NOTHING)) {
      unresolved.add(
          "SecretIncomplete",
          "%s: Secret %s has no %s; put it there in PEM, or name another"
              .formatted(field.child("name"), Quoted.of(secret.name()), key));
      return false;
    }
    return true;
  }

  private static String qualified(SecretDigest secret) {
    return secret.namespace() + "/" + secret.name();
  }
}
