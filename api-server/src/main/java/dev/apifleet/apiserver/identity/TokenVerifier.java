package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.ApiServerConfig;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Believes tokens that one of the published keys signed by RS256, for this audience, and that are
 * not over. The key is the one that the header names and no other: none that comes along with the
 * token ({@code jwk}, {@code jku}, {@code x5c}), none by trying (RFC 8725, 3.1 and 3.10).
 */
@ApplicationScoped
public class TokenVerifier {

  private final Keys keys;
  private final JwtConsumer consumer;

  TokenVerifier(Keys keys, ApiServerConfig config) {
    this.keys = keys;
    this.consumer =
        new JwtConsumerBuilder()
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(
                    ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256))
            .setVerificationKeyResolver((token, nesting) -> key(token))
            .setExpectedIssuer(config.token().issuer())
            .setExpectedAudience(config.token().audience())
            .setRequireExpirationTime()
            .setRequireIssuedAt()
            .setRequireSubject()
            .setRequireJwtId()
            .build();
  }

  JwtClaims verify(String token) {
    try {
      return consumer.processToClaims(token);
    } catch (InvalidJwtException bad) {
      throw new AuthenticationFailedException(bad);
    }
  }

  private Key key(JsonWebSignature token) throws UnresolvableKeyException {
    return keys.current()
        .find(token.getKeyIdHeaderValue())
        .map(VerificationKey::publicKey)
        .orElseThrow(() -> new UnresolvableKeyException("no published key has this id"));
  }
}
