package dev.apifleet.gateway.transport;

import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The folder in which the operator mounts key material. It changes later than the snapshot that
 * refers to it, so only what has the wanted hash counts.
 */
final class KeyFolder {
  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  /** The certificate and its key; throws {@link KeysAwaited} until they are there. */
  CertifiedKey keyPair(FileRef ref) {
    byte[] certificate = read(ref, ref.certificateFile());
    byte[] key = read(ref, ref.keyFile());
    if (!FileRef.keyPair(ref.name(), Sha256.of(certificate), Sha256.of(key)).equals(ref)) {
      throw KeysAwaited.outdated(ref);
    }
    return Pem.keyPair(ref.name(), certificate, key);
  }

  /** The certificates of an authority; throws {@link KeysAwaited} until they are there. */
  List<X509Certificate> authority(FileRef ref) {
    byte[] certificates = read(ref, ref.authorityFile());
    if (!Sha256.of(certificates).equals(ref.hash())) {
      throw KeysAwaited.outdated(ref);
    }
    return Pem.certificates(ref.name(), certificates);
  }

  private byte[] read(FileRef ref, String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (NoSuchFileException _) {
      throw KeysAwaited.missing(ref);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read what Secret " + ref.name() + " holds: " + e, e);
    }
  }
}
