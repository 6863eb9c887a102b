package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Credential.Kind;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Trust;
import dev.apifleet.snapshot.FleetSettings.Credentials;
import java.util.function.Consumer;

/**
 * Finds out who asks, from the one credential of a request. A credential of a kind that is not
 * accepted cannot be valid, and is never taken for none. Where nobody is believed all credentials
 * are the backend's affair.
 */
public final class Authenticator {
  private final Trust trust;
  private final Tokens tokens;
  private final KeysAndSessions keys;
  private final Judgements counted;
  private final Judgements uncounted;

  Authenticator(Trust trust, Tokens tokens, KeysAndSessions keys, Judgements judgements) {
    this.trust = trust;
    this.tokens = tokens;
    this.keys = keys;
    this.counted = judgements;
    this.uncounted = new Judgements(judgements.bad(), judgements.meters(), false);
  }

  boolean believesAnyone() {
    return trust.any();
  }

  /** The header that carries API keys, or null where none are accepted. */
  String keyHeader() {
    Credentials credentials = trust.credentials();
    return credentials == null ? null : credentials.header();
  }

  /** Asks who it is; the answer may come on any thread. */
  void authenticate(Exchange exchange, Consumer<Outcome> then) {
    if (!trust.any()) {
      then.accept(Outcome.ANONYMOUS);
      return;
    }
    Judgements judgements = exchange.dryRun() == null ? counted : uncounted;
    String client = exchange.clientKey();
    switch (Presented.by(exchange.request().headers(), trust.credentials())) {
      case Presented.Nothing _ -> then.accept(Outcome.ANONYMOUS);
      case Presented.Wrong(Problem problem) ->
          then.accept(judgements.malformed(Kind.NONE, problem));
      case Presented.Token token -> token(judgements, client, token, then);
      case Presented.Opaque(String text) ->
          keys.judge(judgements, client, text, true).onSuccess(then::accept);
      case Presented.Key(String text) ->
          keys.judge(judgements, client, text, false).onSuccess(then::accept);
    }
  }

  private void token(
      Judgements judgements, String client, Presented.Token token, Consumer<Outcome> then) {
    String digest = tokens.digest(token);
    VerifiedTokens.Entry known = tokens.find(digest);
    if (known != null && tokens.isSettled(digest, known)) {
      then.accept(judgements.accepted(Kind.TOKEN, known.valid().subscriber()));
      return;
    }
    Outcome limited = known == null ? judgements.limited(client, Kind.TOKEN) : null;
    if (limited != null) {
      then.accept(limited);
      return;
    }
    tokens
        .verify(token.text(), digest, known)
        .onSuccess(verification -> then.accept(outcome(judgements, client, verification)));
  }

  private Outcome outcome(Judgements judgements, String client, Verification verification) {
    return switch (verification) {
      case Verification.Valid valid -> judgements.accepted(Kind.TOKEN, valid.subscriber());
      case Verification.Invalid(String reason) ->
          judgements.bad(client, Kind.TOKEN, IdentityProblems.invalidToken(reason));
      case Verification.KeysAway _ ->
          judgements.unavailable(Kind.TOKEN, IdentityProblems.keysUnavailable());
    };
  }
}
