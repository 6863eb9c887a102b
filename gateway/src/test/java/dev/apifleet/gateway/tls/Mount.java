package dev.apifleet.gateway.tls;

import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.tls.Authority.Issued;
import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.Sha256;
import java.nio.file.Path;

/** The folder of key material, as the operator and the kubelet fill it. */
public record Mount(Path folder) {

  /** Mounts a certificate with its key. */
  public FileRef put(String name, Issued issued) {
    FileRef ref = ref(name, issued);
    TestFleet.write(folder.resolve(ref.certificateFile()), issued.certificate());
    TestFleet.write(folder.resolve(ref.keyFile()), issued.key());
    return ref;
  }

  /** How a snapshot refers to a certificate, mounted or not. */
  FileRef ref(String name, Issued issued) {
    return FileRef.keyPair(name, Sha256.of(issued.certificate()), Sha256.of(issued.key()));
  }

  /** Mounts the certificate of an authority. */
  FileRef put(String name, Authority authority) {
    FileRef ref = ref(name, authority);
    TestFleet.write(folder.resolve(ref.authorityFile()), authority.pem());
    return ref;
  }

  /** How a snapshot refers to an authority, mounted or not. */
  FileRef ref(String name, Authority authority) {
    return new FileRef(name, Sha256.of(authority.pem()));
  }
}
