package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.IssuerConfig;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;

/** What jose4j thinks of tokens, which many trust: our own verdicts are held against its. */
final class LibraryVerdict {
  private final JwtConsumer consumer;

  LibraryVerdict(IssuerConfig issuer, List<JsonWebKey> keys) {
    JwksVerificationKeyResolver published = new JwksVerificationKeyResolver(keys);
    published.setDisambiguateWithVerifySignature(true);
    consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(published)
            .setJwsAlgorithmConstraints(
                ConstraintType.PERMIT, issuer.algorithms().toArray(String[]::new))
            .setExpectedIssuer(issuer.issuer())
            .setExpectedAudience(issuer.audiences().toArray(String[]::new))
            .setRequireSubject()
            .setRequireExpirationTime()
            .setAllowedClockSkewInSeconds(30)
            .setEvaluationTime(NumericDate.fromSeconds(Forge.NOW))
            .build();
  }

  /** The claims of a token that it believes, or null. */
  JwtClaims of(String token) {
    try {
      return consumer.processToClaims(token);
    } catch (InvalidJwtException | RuntimeException _) {
      return null;
    }
  }
}
