package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.check.StrictJson;
import dev.apifleet.gateway.identity.Keys.Signed;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks JSON Web Tokens (RFC 7519, with the advice of RFC 8725): the issuer is one of ours, the
 * algorithm one that it uses, the signature by one of its keys, the audience ours, and the time
 * right within half a minute.
 */
final class TokenVerifier {
  private static final Verification MALFORMED =
      new Verification.Invalid("it is not a JSON Web Token");

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
      return verify(SignedToken.read(token));
    } catch (StrictJson.MalformedException | IllegalArgumentException _) {
      return Future.succeededFuture(MALFORMED);
    }
  }

  private Future<Verification> verify(SignedToken token) {
    Map<String, Object> header = token.header();
    Issuer issuer = issuers.get(token.claims().get("iss"));
    if (issuer == null) {
      return invalid("its issuer is not accepted here");
    }
    SignatureAlgorithm algorithm = issuer.algorithm(header.get("alg"));
    if (algorithm == null) {
      return invalid("its algorithm is not accepted here");
    }
    if (header.containsKey("crit") || header.containsKey("b64")) {
      return invalid("its header asks for what is not known here");
    }
    return header.get("kid") == null || header.get("kid") instanceof String
        ? verify(token, issuer, algorithm, (String) header.get("kid"))
        : Future.succeededFuture(MALFORMED);
  }

  private Future<Verification> verify(
      SignedToken token, Issuer issuer, SignatureAlgorithm algorithm, String keyId) {
    Keys keys = issuer.keys().current();
    Signed signed = keys.check(token, algorithm, keyId);
    if (signed != Signed.BY_ANOTHER) {
      return Future.succeededFuture(judged(token, signed, issuer, keys));
    }
    return issuer
        .keys()
        .renew()
        .map(
            answered -> {
              Keys renewed = issuer.keys().current();
              Signed again = renewed.check(token, algorithm, keyId);
              return again == Signed.BY_ANOTHER && !answered
                  ? new Verification.KeysAway()
                  : judged(token, again, issuer, renewed);
            });
  }

  private Verification judged(SignedToken token, Signed signed, Issuer issuer, Keys keys) {
    return switch (signed) {
      case WRONGLY -> new Verification.Invalid("its signature does not match");
      case BY_ANOTHER -> new Verification.Invalid("its key is not one of its issuer's");
      case RIGHTLY -> judged(new Claims(token.claims()), issuer, keys);
    };
  }

  private Verification judged(Claims claims, Issuer issuer, Keys keys) {
    String wrong = claims.wrong(issuer.config(), clock.millis());
    if (wrong != null) {
      return new Verification.Invalid(wrong);
    }
    return new Verification.Valid(
        SubscriberReader.read(issuer.config(), claims.subject(), claims.all()),
        issuer,
        keys,
        claims.expiresAtMillis(),
        claims.revocable(issuer.config()));
  }

  private static Future<Verification> invalid(String reason) {
    return Future.succeededFuture(new Verification.Invalid(reason));
  }
}
