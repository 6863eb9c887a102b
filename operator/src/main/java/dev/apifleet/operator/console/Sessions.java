package dev.apifleet.operator.console;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Knows on whose behalf a request comes: by a bearer token, or by a session cookie. */
@Singleton
final class Sessions {
  static final String COOKIE = "apifleet-session";
  private static final String BEARER = "bearer ";

  private final SessionSeal seal;
  private final SignIn signIn;
  private final Clock clock;

  @Inject
  Sessions(SessionSeal seal, SignIn signIn) {
    this.seal = seal;
    this.signIn = signIn;
    this.clock = Clock.systemUTC();
  }

  /** Runs a call with the user's token. */
  <T> T run(
      String authorization, String cookie, HttpServerRequest request, Function<String, T> call) {
    Optional<String> bearer = bearer(authorization);
    if (bearer.isPresent()) {
      String address = request.remoteAddress().hostAddress();
      return signIn.guarded(address, () -> call.apply(checked(bearer.get())));
    }
    return call.apply(
        Optional.ofNullable(cookie)
            .flatMap(value -> seal.open(value, clock.instant()))
            .orElseThrow(Problem::notSignedIn));
  }

  NewCookie cookie(String token, HttpServerRequest request) {
    return cookie(
        seal.seal(token, clock.instant()), (int) SessionSeal.LIFETIME.toSeconds(), request);
  }

  NewCookie cleared(HttpServerRequest request) {
    return cookie("", 0, request);
  }

  private static NewCookie cookie(String value, int seconds, HttpServerRequest request) {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path("/console/api")
        .maxAge(seconds)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .secure("https".equals(request.scheme()))
        .build();
  }

  private static Optional<String> bearer(String authorization) {
    return Optional.ofNullable(authorization)
        .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(text -> text.substring(BEARER.length()).strip());
  }

  private static String checked(String token) {
    if (!SignIn.isToken(token)) {
      throw Problem.tokenRefused();
    }
    return token;
  }
}
