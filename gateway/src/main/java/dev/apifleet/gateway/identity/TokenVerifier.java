package dev.apifleet.gateway.identity;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;

/**
 * Checks JSON Web Tokens (RFC 7519, with the advice of RFC 8725): the issuer is one of ours, the
 * algorithm one that it uses, the signature by one of its keys, the audience ours, and the time
 * right within half a minute.
 */
final class TokenVerifier {
  static final int SKEW_SECONDS = 30;

  private static final Verification MALFORMED =
      new Verification.Invalid("it is not a JSON Web Token");

  private static final JwtConsumer UNVERIFIED =
      new JwtConsumerBuilder()
          .setSkipAllValidators()
          .setDisableRequireSignature()
          .setSkipSignatureVerification()
          .build();

  private final Map<String, Issuer> issuers;
  private final Clock clock;

  TokenVerifier(List<Issuer> issuers, Clock clock) {
    this.issuers =
        issuers.stream()
            .collect(Collectors.toMap(i -> i.config().issuer(), Function.identity(), (a, _) -> a));
    this.clock = clock;
  }

  Future<Verification> verify(String token) {
    try {
      return verify(UNVERIFIED.process(token)).otherwise(MALFORMED);
    } catch (InvalidJwtException | MalformedClaimException | RuntimeException e) {
      // The library casts header values without looking: {"kid":5} is a ClassCastException.
      return Future.succeededFuture(MALFORMED);
    }
  }

  private Future<Verification> verify(JwtContext token) throws MalformedClaimException {
    Issuer issuer = issuers.get(String.valueOf(token.getJwtClaims().getIssuer()));
    if (issuer == null) {
      return invalid("its issuer is not accepted here");
    }
    if (!(token.getJoseObjects().getFirst() instanceof JsonWebSignature signature)
        || !issuer.accepts(signature.getAlgorithmHeaderValue())) {
      return invalid("its algorithm is not accepted here");
    }
    return verify(token, signature, issuer);
  }

  private Future<Verification> verify(JwtContext token, JsonWebSignature signature, Issuer issuer) {
    Keys keys = issuer.keys().current();
    JsonWebKey key = keys.select(signature);
    if (key != null) {
      return Future.succeededFuture(check(token, issuer, keys, key));
    }
    return issuer
        .keys()
        .renew()
        .map(
            answered -> {
              Keys renewed = issuer.keys().current();
              JsonWebKey found = renewed.select(signature);
              if (found != null) {
                return check(token, issuer, renewed, found);
              }
              return answered
                  ? new Verification.Invalid("its key is not one of its issuer's")
                  : new Verification.KeysAway();
            });
  }

  private Verification check(JwtContext token, Issuer issuer, Keys keys, JsonWebKey key) {
    try {
      consumer(issuer, key).processContext(token);
      JwtClaims claims = token.getJwtClaims();
      if (claims.getSubject().isBlank()) {
        return new Verification.Invalid("it names no subject");
      }
      return new Verification.Valid(
          SubscriberReader.read(issuer.config(), claims.getSubject(), claims.getClaimsMap()),
          issuer,
          keys,
          claims.getExpirationTime().getValueInMillis() + SKEW_SECONDS * 1000L,
          revocable(issuer, claims));
    } catch (InvalidJwtException e) {
      return new Verification.Invalid(reason(e));
    } catch (MalformedClaimException e) {
      return new Verification.Invalid("a claim is malformed");
    }
  }

  private static Revocable revocable(Issuer issuer, JwtClaims claims)
      throws MalformedClaimException {
    NumericDate issuedAt = claims.getIssuedAt();
    return Revocable.of(
        issuer.config().issuer(),
        claims.getSubject(),
        claims.getJwtId(),
        issuedAt == null ? 0 : issuedAt.getValue());
  }

  private JwtConsumer consumer(Issuer issuer, JsonWebKey key) {
    return new JwtConsumerBuilder()
        .setVerificationKey(key.getKey())
        .setJwsAlgorithmConstraints(ConstraintType.PERMIT, issuer.algorithms())
        .setExpectedIssuer(issuer.config().issuer())
        .setExpectedAudience(issuer.config().audiences().toArray(String[]::new))
        .setRequireSubject()
        .setRequireExpirationTime()
        .setAllowedClockSkewInSeconds(SKEW_SECONDS)
        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
        .build();
  }

  private static String reason(InvalidJwtException e) {
    if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
      return "its signature does not match";
    }
    if (e.hasExpired()) {
      return "it has expired";
    }
    if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
      return "it is not valid yet";
    }
    return e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
            || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)
        ? "it is meant for another audience"
        : "a claim is missing or wrong";
  }

  private static Future<Verification> invalid(String reason) {
    return Future.succeededFuture(new Verification.Invalid(reason));
  }
}
