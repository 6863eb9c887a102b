package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ClientValidation;
import dev.apifleet.api.v1alpha1.ClientValidationMode;
import dev.apifleet.api.v1alpha1.FleetListener;
import dev.apifleet.api.v1alpha1.ListenerProtocol;
import dev.apifleet.api.v1alpha1.ListenerTls;
import dev.apifleet.api.v1alpha1.ObjectName;
import dev.apifleet.api.v1alpha1.TlsVersion;
import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.ListenerConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads the TLS of a fleet's listeners.
 *
 * @param namespace of the fleet
 * @param unresolved hears of Secrets that are not there
 */
record ListenerSecurity(String namespace, Secrets secrets, Problems unresolved) {

  /**
   * Empty where it lacks what it can not serve without: any certificate, or the authority of its
   * clients. A certificate more is only missed.
   */
  Optional<ListenerConfig.ListenerTls> read(FieldPath field, ListenerTls tls) {
    List<FileRef> certificates = certificates(field, Items.of(tls.certificateRefs()));
    ClientValidation clients = tls.clientValidation();
    Optional<FileRef> authority =
        clients == null ? Optional.empty() : authority(field, clients.caCertificateRef());
    if (certificates.isEmpty() || clients != null && authority.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ListenerConfig.ListenerTls(
            certificates,
            authority.orElse(null),
            clients != null && clients.mode() != ClientValidationMode.Optional,
            tls.minVersion() == TlsVersion.TLSv1_3));
  }

  /** HTTPS and TLS go together. */
  static void check(FieldPath field, FleetListener listener, Problems problems) {
    boolean https = listener.protocol() == ListenerProtocol.HTTPS;
    if (https && (listener.tls() == null || Items.of(listener.tls().certificateRefs()).isEmpty())) {
      problems.invalid(
          field.child("tls").child("certificateRefs"),
          null,
          "name a Secret of type kubernetes.io/tls");
    } else if (!https && listener.tls() != null) {
      problems.invalid(field.child("protocol"), listener.protocol(), "write HTTPS, or remove tls");
    }
  }

  private List<FileRef> certificates(FieldPath field, List<ObjectName> refs) {
    FieldPath list = field.child("certificateRefs");
    return IntStream.range(0, refs.size())
        .mapToObj(i -> secrets.keyPair(list.item(i), namespace, refs.get(i), unresolved))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private Optional<FileRef> authority(FieldPath field, ObjectName ref) {
    FieldPath authority = field.child("clientValidation").child("caCertificateRef");
    return secrets.authority(authority, namespace, ref, unresolved);
  }
}
