package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.identity.Verification.Valid;
import dev.apifleet.gateway.identity.VerifiedTokens.Entry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The tokens of some issuers. A token's signature is checked once; whether it was revoked is asked
 * when it is first seen, when Redis tells of a change, and every half a minute in case a message
 * was lost. While Redis is away tokens are believed that nobody has told to be revoked: they stand
 * for themselves.
 */
final class Tokens {
  static final long ASK_AGAIN_MILLIS = Duration.ofSeconds(30).toMillis();
  static final long RETRY_MILLIS = Duration.ofSeconds(1).toMillis();

  private final TokenVerifier verifier;
  private final VerifiedTokens verified;
  private final Digests digests;
  private final IssuerStore store;
  private final Changes changes;
  private final Clock clock;

  Tokens(List<Issuer> issuers, Digests digests, IssuerStore store, Changes changes, Clock clock) {
    this.verifier = new TokenVerifier(issuers, clock);
    this.verified = new VerifiedTokens(clock);
    this.digests = digests;
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  /** What a token is known by. */
  String digest(Presented.Token token) {
    return digests.of(token);
  }

  /** What is known of a token, or null if it has to be verified. */
  Entry find(String digest) {
    return verified.find(digest);
  }

  /** Whether a token that is known can be believed without asking anybody first. */
  boolean isSettled(String digest, Entry entry) {
    Revocable token = entry.valid().revocable();
    if (isChanged(token, entry.stamp())) {
      return false;
    }
    long now = clock.millis();
    if (now - entry.askedAtMillis() >= ASK_AGAIN_MILLIS) {
      verified.remember(digest, new Entry(entry.valid(), now, entry.stamp()));
      check(digest, entry.valid(), entry);
    }
    return true;
  }

  private boolean isChanged(Revocable token, long stamp) {
    return changes.since(token.subjectName(), stamp)
        || token.idName() != null && changes.since(token.idName(), stamp);
  }

  /**
   * Verifies a token, or only asks about one that was; never fails, and completes on any thread.
   */
  Future<Verification> verify(String token, String digest, Entry known) {
    Future<Verification> verification =
        known == null ? verifier.verify(token) : Future.succeededFuture(known.valid());
    return verification.compose(
        result ->
            result instanceof Valid valid
                ? check(digest, valid, known)
                : Future.succeededFuture(result));
  }

  private Future<Verification> check(String digest, Valid valid, Entry known) {
    long stamp = changes.now();
    long now = clock.millis();
    return store
        .isRevoked(valid.revocable())
        .map(revoked -> settle(digest, new Entry(valid, now, stamp), revoked))
        .otherwise(
            _ ->
                settle(
                    digest,
                    new Entry(valid, now - ASK_AGAIN_MILLIS + RETRY_MILLIS, stamp),
                    isToldToBeRevoked(valid.revocable(), known)));
  }

  /** By messages alone. One of a subject says nothing of tokens that may be younger than it. */
  private boolean isToldToBeRevoked(Revocable token, Entry known) {
    return token.idName() != null && changes.isNamedSince(token.idName(), 0)
        || known != null && changes.isNamedSince(token.subjectName(), known.stamp());
  }

  private Verification settle(String digest, Entry entry, boolean revoked) {
    if (revoked) {
      verified.forget(digest);
      return new Verification.Invalid("it has been revoked");
    }
    verified.remember(digest, entry);
    return entry.valid();
  }
}
