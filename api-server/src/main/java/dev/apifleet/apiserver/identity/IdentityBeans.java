package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.ApiServerConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Makes the signing key from its file and lets SmallRye JWT verify with the same key. */
final class IdentityBeans {

  private static final Logger LOG = Logger.getLogger(IdentityBeans.class);

  /** Makes a bad key file end the start, and not the first login. */
  void checkKey(@Observes StartupEvent event, SigningKey key) {
    LOG.debugf("Tokens are signed by key %s", key.id());
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  SigningKey signingKey(ApiServerConfig config) throws GeneralSecurityException {
    Optional<Path> file = config.token().signingKeyFile();
    if (file.isPresent()) {
      return read(file.get());
    }
    LOG.warn(
        "JWT_SIGNING_KEY_FILE is not set: tokens are signed by a key that dies with this instance");
    return SigningKey.generate();
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  JWTAuthContextInfo verification(SigningKey key, ApiServerConfig config) {
    JWTAuthContextInfo info = new JWTAuthContextInfo();
    info.setPublicVerificationKey(key.publicKey());
    info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
    info.setIssuedBy(config.token().issuer());
    info.setExpectedAudience(Set.of(config.token().audience()));
    info.setGroupsPath("roles");
    return info;
  }

  private static SigningKey read(Path file) {
    try {
      return SigningKey.of(Pem.rsaPrivateKey(Files.readString(file)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
      throw new IllegalStateException(
          "JWT_SIGNING_KEY_FILE=" + file + ": " + failure.getMessage(), failure);
    }
  }
}
