package dev.apifleet.snapshot;

import java.nio.charset.StandardCharsets;

/**
 * Key material that the operator mounts beside the snapshot, never in it: the certificate of an
 * authority in one file, or a certificate with its chain in one and its private key in another.
 *
 * @param name {@code namespace/name} of the Secret it comes from
 * @param hash SHA-256 (hexadecimal) of what the file has to hold; of a certificate and its key see
 *     {@link #keyPair}
 */
public record FileRef(String name, String hash) {
  /** The most characters of a name, so that a file's name is one that a Secret may hold. */
  public static final int LONGEST_NAME = 240;

  /** A certificate and its key, by the SHA-256 (hexadecimal) of each. */
  public static FileRef keyPair(String name, String certificate, String key) {
    String both = certificate + key;
    return new FileRef(name, Sha256.of(both.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Name of the file with the certificate and its chain. */
  public String certificateFile() {
    return file(".crt");
  }

  /** Name of the file with the private key. */
  public String keyFile() {
    return file(".key");
  }

  /** Name of the file with the certificate of an authority. */
  public String authorityFile() {
    return file(".ca");
  }

  /** A namespace has no dots, so that no two names become one. */
  private String file(String ending) {
    return name.replace('/', '.') + ending;
  }
}
