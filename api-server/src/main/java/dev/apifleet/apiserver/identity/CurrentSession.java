package dev.apifleet.apiserver.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The session, and the token, by which a request came. */
@RequestScoped
public class CurrentSession {

  private static final String SCHEME = "bearer ";

  private final SecurityIdentity identity;
  private final HttpServerRequest request;
  private final Sessions sessions;

  CurrentSession(SecurityIdentity identity, HttpServerRequest request, Sessions sessions) {
    this.identity = identity;
    this.request = request;
    this.sessions = sessions;
  }

  String subject() {
    return identity.getPrincipal().getName();
  }

  /** Empty for tokens of no session and for API keys. */
  Uni<Optional<String>> id() {
    return token()
        .map(token -> Uni.createFrom().item(Optional.<String>ofNullable(token.getClaim("sid"))))
        .orElseGet(
            () ->
                bearer()
                    .map(sessions::ofBearer)
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  Optional<Access.Token> accessToken() {
    return token()
        .map(
            token ->
                new Access.Token(
                    "", token.getTokenID(), Instant.ofEpochSecond(token.getExpirationTime())));
  }

  private Optional<JsonWebToken> token() {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? Optional.of(token)
        : Optional.empty();
  }

  private Optional<String> bearer() {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip());
  }
}
