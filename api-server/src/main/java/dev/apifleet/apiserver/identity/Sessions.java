package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.access.Permissions;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens, renews and ends sessions. A refresh token serves once; one that comes again ends its
 * session, since either the client or a thief holds an old one (RFC 9700, 4.14.2).
 */
@ApplicationScoped
public class Sessions {

  private final SessionStore store;
  private final Accounts accounts;
  private final Tokens tokens;
  private final Revocations revocations;
  private final Permissions permissions;
  private final ApiServerConfig.Session config;
  private final Clock clock;

  Sessions(
      SessionStore store,
      Accounts accounts,
      Tokens tokens,
      Revocations revocations,
      Permissions permissions,
      ApiServerConfig config,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.tokens = tokens;
    this.revocations = revocations;
    this.permissions = permissions;
    this.config = config.session();
    this.clock = clock;
  }

  /** Where Redis is away, the answer is a token that stands for itself, without a session. */
  Uni<LoginAnswer> open(Account account, SessionKind kind) {
    SessionGrant grant = grant(account, kind, RefreshToken.first());
    return store
        .open(grant, config.most())
        .map(Optional::of)
        .onFailure()
        .recoverWithItem(Optional.empty())
        .chain(
            over ->
                over.isEmpty()
                    ? Uni.createFrom().item(() -> withoutSession(account))
                    : revocations
                        .revokeAll(over.get())
                        .chain(done -> stillTrue(grant))
                        .replaceWith(() -> answer(account, grant)));
  }

  Uni<LoginAnswer> refresh(String sent) {
    RefreshToken presented = RefreshToken.parse(sent).orElseThrow(Sessions::refused);
    return guarded(store.find(presented.sessionId()))
        .map(found -> found.orElseThrow(Sessions::refused))
        .chain(standing -> renew(presented, standing));
  }

  Uni<List<OpenSession>> list(String subject, Optional<String> current) {
    return guarded(store.list(subject, current.orElse("")));
  }

  /** Whether there was such a session of theirs. */
  Uni<Boolean> end(String subject, String id) {
    return guarded(store.end(subject, id))
        .call(over -> revocations.revokeAll(over.orElse("")))
        .map(Optional::isPresent);
  }

  /** The session that an opaque bearer is of. */
  Uni<Optional<String>> ofBearer(String bearer) {
    return guarded(store.ofBearer(bearer));
  }

  /** Lets one session live on where an account's change ends the others. */
  Uni<Void> keep(String subject, Optional<String> id, long from) {
    return id.map(kept -> store.keep(subject, kept, from).onFailure().recoverWithNull())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<LoginAnswer> renew(RefreshToken presented, SessionStore.Standing standing) {
    return accounts
        .byEmail(standing.subject())
        .chain(
            account ->
                account
                    .filter(known -> known.enabled && known.sessionsFrom <= standing.from())
                    .map(known -> rotate(presented, standing, known))
                    .orElseGet(
                        () -> end(standing.subject(), presented.sessionId()).map(Sessions::over)));
  }

  private Uni<LoginAnswer> rotate(
      RefreshToken presented, SessionStore.Standing standing, Account account) {
    SessionGrant grant = grant(account, standing.kind(), presented.next());
    return guarded(store.rotate(grant, presented.hash()))
        .call(rotation -> revocations.revokeAll(rotation.over()))
        .invoke(
            rotation -> {
              if (!rotation.done()) {
                throw refused();
              }
            })
        .chain(done -> stillTrue(grant))
        .replaceWith(() -> answer(account, grant));
  }

  /**
   * What an opaque session may do was written into Redis: where the account changed between its
   * reading and that, the session is not to live.
   */
  private Uni<Void> stillTrue(SessionGrant grant) {
    if (grant.kind() == SessionKind.TOKEN) {
      return Uni.createFrom().voidItem();
    }
    return accounts
        .byEmail(grant.subject())
        .chain(
            account ->
                account.filter(now -> now.enabled && now.tokensFrom <= grant.from()).isPresent()
                    ? Uni.createFrom().voidItem()
                    : end(grant.subject(), grant.id()).map(Sessions::over));
  }

  private SessionGrant grant(Account account, SessionKind kind, RefreshToken refresh) {
    Instant now = clock.instant();
    User user = User.of(account);
    long from = account.tokenStart(now);
    Access access =
        switch (kind) {
          case TOKEN -> tokens.issue(user, scopes(user), Optional.of(refresh.sessionId()), from);
          case SESSION ->
              Access.Opaque.random(refresh.sessionId(), user, scopes(user), now, tokens.life());
        };
    return new SessionGrant(user.email(), kind, from, refresh, access, now, config.ttl());
  }

  private LoginAnswer answer(Account account, SessionGrant grant) {
    return LoginAnswer.of(
        grant.access().bearer(), tokens.life(), grant.refresh().text(), User.of(account));
  }

  private LoginAnswer withoutSession(Account account) {
    User user = User.of(account);
    long from = account.tokenStart(clock.instant());
    Access.Token token = tokens.issue(user, scopes(user), Optional.empty(), from);
    return LoginAnswer.of(token.bearer(), tokens.life(), null, user);
  }

  private String scopes(User user) {
    return String.join(" ", new TreeSet<>(permissions.of(user.roles()).orElse(Set.of())));
  }

  private static <T> Uni<T> guarded(Uni<T> work) {
    return work.onFailure()
        .transform(
            failure ->
                new ProblemException(
                    Problem.unavailable(
                        "sessions-unavailable", "The sessions are away; try again shortly."),
                    failure));
  }

  private static <T> T over(boolean ended) {
    throw refused();
  }

  private static ProblemException refused() {
    return new ProblemException(
        Problem.of(401, "invalid-refresh-token", "The session is over; log in again."));
  }
}
