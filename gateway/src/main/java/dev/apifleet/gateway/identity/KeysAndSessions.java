package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Credential;
import dev.apifleet.gateway.filter.Credential.Kind;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.identity.OpaqueCredentials.Lookup;
import dev.apifleet.snapshot.FleetSettings.Credentials;
import dev.apifleet.snapshot.Sha256;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.function.Supplier;

/** Finds out whose an API key or session is: of the snapshot's keys first, then in Redis. */
final class KeysAndSessions {
  private static final Problem EXPIRED = IdentityProblems.invalidCredential("it has expired");
  private static final Problem DISABLED = IdentityProblems.invalidCredential("it is disabled");
  private static final Problem UNKNOWN = IdentityProblems.invalidCredential("it is not known here");

  private final Credentials accepted;
  private final Supplier<KeyBook> keys;
  private final OpaqueCredentials stored;
  private final Clock clock;

  KeysAndSessions(
      Credentials accepted, Supplier<KeyBook> keys, OpaqueCredentials stored, Clock clock) {
    this.accepted = accepted;
    this.keys = keys;
    this.stored = stored;
    this.clock = clock;
  }

  /** Completes on any thread, and never fails. */
  Future<Outcome> judge(
      Judgements judgements, String client, String credential, boolean maySession) {
    String digest = Sha256.of(credential);
    KeyBook.Holder holder = keys.get().find(digest);
    if (holder != null) {
      return Future.succeededFuture(
          holder.expiresAtMillis() > clock.millis()
              ? judgements.accepted(Kind.API_KEY, holder.subscriber())
              : judgements.bad(client, Kind.API_KEY, EXPIRED));
    }
    Outcome limited = isKnown(digest) ? null : judgements.limited(client, Kind.NONE);
    if (limited != null) {
      return Future.succeededFuture(limited);
    }
    if (!accepted.redis()) {
      return Future.succeededFuture(judgements.bad(client, Kind.NONE, UNKNOWN));
    }
    return maySession ? bySession(judgements, client, digest) : byKey(judgements, client, digest);
  }

  private boolean isKnown(String digest) {
    return stored.isKnown(IssuerStore.API_KEY + digest)
        || stored.isKnown(IssuerStore.SESSION + digest);
  }

  private Future<Outcome> bySession(Judgements judgements, String client, String digest) {
    return stored
        .find(IssuerStore.SESSION + digest)
        .compose(
            lookup ->
                lookup instanceof Lookup.Unknown
                    ? byKey(judgements, client, digest)
                    : Future.succeededFuture(
                        outcome(judgements, client, digest, Kind.SESSION, lookup)));
  }

  private Future<Outcome> byKey(Judgements judgements, String client, String digest) {
    return stored
        .find(IssuerStore.API_KEY + digest)
        .map(lookup -> outcome(judgements, client, digest, Kind.API_KEY, lookup));
  }

  private Outcome outcome(
      Judgements judgements, String client, String digest, Kind kind, Lookup lookup) {
    return switch (lookup) {
      case Lookup.Found(StoredCredential found) -> found(judgements, client, digest, kind, found);
      case Lookup.Unknown _ -> judgements.bad(client, Kind.NONE, UNKNOWN);
      case Lookup.Away _ ->
          judgements.unavailable(Kind.NONE, IdentityProblems.credentialsUnavailable());
    };
  }

  private Outcome found(
      Judgements judgements, String client, String digest, Kind kind, StoredCredential found) {
    if (!found.enabled()) {
      return judgements.bad(client, kind, DISABLED);
    }
    if (found.expiresAtMillis() <= clock.millis()) {
      return judgements.bad(client, kind, EXPIRED);
    }
    Credential credential = new Credential(kind, Credential.id(digest));
    return judgements.accepted(kind, found.subscriber(credential, accepted.allowedTiers()));
  }
}
