package dev.apifleet.operator.trust;

import dev.apifleet.operator.trust.Succession.Heir;
import dev.apifleet.operator.trust.Succession.Retired;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The operator's authorities as the data of their Secret. One that only names the current authority
 * is what earlier versions wrote, and whole.
 */
final class AuthorityData {
  static final String CERTIFICATE = "tls.crt";
  static final String KEY = "tls.key";
  static final String NEXT_CERTIFICATE = "next.crt";
  static final String NEXT_KEY = "next.key";

  /** Since when every fleet trusts the next one. */
  static final String NEXT_TOLD = "next.trusted-since";

  /** Those that served before, without their keys: nothing is issued by them any more. */
  static final String PREVIOUS = "previous.crt";

  static final String PREVIOUS_UNTIL = "previous.trusted-until";

  private AuthorityData() {}

  static Map<String, String> of(Succession<CertificateAuthority> state) {
    Map<String, String> data = new TreeMap<>();
    data.put(CERTIFICATE, Pem.of(state.current().certificate()));
    data.put(KEY, Pem.of(state.current().key()));
    state
        .heir()
        .ifPresent(
            next -> {
              data.put(NEXT_CERTIFICATE, Pem.of(next.anchor().certificate()));
              data.put(NEXT_KEY, Pem.of(next.anchor().key()));
              next.told().ifPresent(since -> data.put(NEXT_TOLD, since.toString()));
            });
    if (!state.retired().roots().isEmpty()) {
      data.put(PREVIOUS, Pem.of(state.retired().roots()));
      data.put(PREVIOUS_UNTIL, state.retired().until().toString());
    }
    data.replaceAll((_, text) -> encode(text));
    return data;
  }

  static Succession<CertificateAuthority> read(Map<String, String> data)
      throws IOException, GeneralSecurityException {
    return new Succession<>(authority(data, CERTIFICATE, KEY), heir(data), retired(data));
  }

  private static Optional<Heir<CertificateAuthority>> heir(Map<String, String> data)
      throws IOException, GeneralSecurityException {
    return data.containsKey(NEXT_CERTIFICATE)
        ? Optional.of(
            new Heir<>(authority(data, NEXT_CERTIFICATE, NEXT_KEY), instant(data, NEXT_TOLD)))
        : Optional.empty();
  }

  private static Retired retired(Map<String, String> data)
      throws IOException, GeneralSecurityException {
    Optional<Instant> until = instant(data, PREVIOUS_UNTIL);
    return until.isPresent() && data.containsKey(PREVIOUS)
        ? new Retired(Pem.certificates(text(data, PREVIOUS)), until.get())
        : Retired.NONE;
  }

  private static CertificateAuthority authority(
      Map<String, String> data, String certificate, String key)
      throws IOException, GeneralSecurityException {
    var authority =
        new CertificateAuthority(
            Pem.certificates(text(data, certificate)).getFirst(), Pem.key(text(data, key)));
    if (!authority.key().getAlgorithm().equals("EC")
        && !authority.key().getAlgorithm().equals("ECDSA")) {
      throw new IOException(key + " is no EC key");
    }
    if (!KeyProof.fits(authority.key(), authority.certificate())) {
      throw new IOException(key + " is not the key of " + certificate);
    }
    return authority;
  }

  private static Optional<Instant> instant(Map<String, String> data, String key)
      throws IOException {
    if (!data.containsKey(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text(data, key).strip()));
    } catch (DateTimeException e) {
      throw new IOException(key + " is no time such as 2026-01-01T00:00:00Z", e);
    }
  }

  private static String text(Map<String, String> data, String key) throws IOException {
    String value = data.get(key);
    if (value == null) {
      throw new IOException(key + " is missing");
    }
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
