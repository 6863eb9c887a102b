package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Subscriber;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out who asks, from the bearer token of a request. A credential of another scheme cannot be
 * valid, and is never taken for none. Where there is no issuer all credentials are the backend's
 * affair.
 */
public final class Authenticator {
  private static final String SCHEME = "bearer";

  private final boolean hasIssuers;
  private final TokenVerifier verifier;
  private final VerifiedTokens verified;
  private final BadTokens badTokens;

  Authenticator(List<Issuer> issuers, BadTokens badTokens, Clock clock) {
    this.hasIssuers = !issuers.isEmpty();
    this.verifier = new TokenVerifier(issuers, clock);
    this.verified = new VerifiedTokens(clock);
    this.badTokens = badTokens;
  }

  boolean hasIssuers() {
    return hasIssuers;
  }

  /** Asks who it is; the answer may come on any thread. */
  void authenticate(Exchange exchange, Consumer<Outcome> then) {
    List<String> credentials = exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (!hasIssuers || credentials.isEmpty()) {
      then.accept(new Outcome.Anonymous());
    } else if (credentials.size() > 1) {
      then.accept(new Outcome.Refused(IdentityProblems.ambiguous()));
    } else {
      authenticate(exchange.clientKey(), credentials.getFirst().trim(), then);
    }
  }

  private void authenticate(String client, String credential, Consumer<Outcome> then) {
    int space = credential.indexOf(' ');
    String scheme = space < 0 ? credential : credential.substring(0, space);
    if (!scheme.equalsIgnoreCase(SCHEME)) {
      then.accept(new Outcome.Refused(IdentityProblems.notBearer()));
      return;
    }
    String token = credential.substring(scheme.length()).trim();
    Subscriber known = verified.find(token);
    if (known != null) {
      then.accept(new Outcome.Known(known));
      return;
    }
    verify(client, token, then);
  }

  private void verify(String client, String token, Consumer<Outcome> then) {
    long wait = badTokens.waitMillis(client);
    if (wait > 0) {
      then.accept(new Outcome.Refused(IdentityProblems.tooManyBadTokens(wait)));
      return;
    }
    verifier.verify(token).onSuccess(result -> then.accept(outcome(client, token, result)));
  }

  private Outcome outcome(String client, String token, Verification result) {
    return switch (result) {
      case Verification.Valid valid -> {
        verified.remember(token, valid);
        yield new Outcome.Known(valid.subscriber());
      }
      case Verification.Invalid invalid -> {
        badTokens.count(client);
        yield new Outcome.Refused(IdentityProblems.invalidToken(invalid.reason()));
      }
      case Verification.KeysAway _ -> new Outcome.Refused(IdentityProblems.keysUnavailable());
    };
  }
}
