package dev.apifleet.operator.metrics;

import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.jboss.logging.Logger;

/**
 * How the API server proves that it speaks for a user: a certificate of this authority, and headers
 * that name the user. It says so itself, in a ConfigMap that extension servers may read.
 *
 * @param roots authority of such certificates; without any, nobody speaks for others
 * @param names common names of such certificates; empty: any
 */
record FrontProxy(
    List<X509Certificate> roots,
    List<String> names,
    List<String> userHeaders,
    List<String> groupHeaders,
    List<String> extraPrefixes) {
  static final FrontProxy NONE =
      new FrontProxy(List.of(), List.of(), List.of(), List.of(), List.of());

  private static final Logger LOG = Logger.getLogger(FrontProxy.class);
  private static final String PREFIX = "requestheader-";

  /** Reads the data of the ConfigMap; what can not be read trusts nobody. */
  static FrontProxy of(Map<String, String> data) {
    if (data == null) {
      return NONE;
    }
    try {
      return new FrontProxy(
          certificates(data.getOrDefault(PREFIX + "client-ca-file", "")),
          strings(data, "allowed-names"),
          strings(data, "username-headers"),
          strings(data, "group-headers"),
          strings(data, "extra-headers-prefix"));
    } catch (GeneralSecurityException | DecodeException | ClassCastException e) {
      LOG.warnf("nobody may speak for users: %s", e.getMessage());
      return NONE;
    }
  }

  /**
   * The user that a request is made for.
   *
   * @param certificate of the caller, known to be of this authority
   */
  Optional<Caller> caller(X509Certificate certificate, MultiMap headers) {
    if (!names.isEmpty() && !names.contains(commonName(certificate))) {
      return Optional.empty();
    }
    return userHeaders.stream()
        .map(headers::get)
        .filter(user -> user != null && !user.isEmpty())
        .findFirst()
        .map(user -> new Caller(user, groups(headers), extra(headers)));
  }

  private List<String> groups(MultiMap headers) {
    return groupHeaders.stream().flatMap(name -> headers.getAll(name).stream()).toList();
  }

  private Map<String, List<String>> extra(MultiMap headers) {
    Map<String, List<String>> extra = new HashMap<>();
    for (String name : headers.names()) {
      extraPrefixes.stream()
          .map(prefix -> prefix.toLowerCase(Locale.ROOT))
          .filter(prefix -> name.toLowerCase(Locale.ROOT).startsWith(prefix))
          .findFirst()
          .ifPresent(
              prefix ->
                  extra.put(
                      name.toLowerCase(Locale.ROOT).substring(prefix.length()),
                      headers.getAll(name)));
    }
    return extra;
  }

  private static String commonName(X509Certificate certificate) {
    RDN[] names = new X500Name(certificate.getSubjectX500Principal().getName()).getRDNs(BCStyle.CN);
    return names.length == 0 ? "" : IETFUtils.valueToString(names[0].getFirst().getValue());
  }

  private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static List<String> strings(Map<String, String> data, String key) {
    return new JsonArray(data.getOrDefault(PREFIX + key, "[]"))
        .stream().map(String.class::cast).toList();
  }
}
