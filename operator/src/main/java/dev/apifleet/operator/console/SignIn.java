package dev.apifleet.operator.console;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Decides whether a token is good by asking the cluster who its bearer is. */
@Singleton
final class SignIn {
  /** RFC 6750: the characters of a bearer token; anything else never reaches the cluster. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,16384}=*");

  private static final String REVIEWS = "apis/authentication.k8s.io/v1/selfsubjectreviews";
  private static final String REVIEW =
      "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}";

  private final KubeApi kube;
  private final SignInLimit limit;
  private final Clock clock;

  @Inject
  SignIn(KubeApi kube, SignInLimit limit) {
    this(kube, limit, Clock.systemUTC());
  }

  SignIn(KubeApi kube, SignInLimit limit, Clock clock) {
    this.kube = kube;
    this.limit = limit;
    this.clock = clock;
  }

  /** Returns when the cluster knows the bearer of the token. */
  void check(String token, String address) {
    guarded(address, () -> review(token));
  }

  /** Runs what a presented token may turn out to be too bad for, and counts when it does. */
  <T> T guarded(String address, Supplier<T> call) {
    Instant now = clock.instant();
    Duration wait = limit.remaining(address, now);
    if (!wait.isZero()) {
      throw Problem.tooManyFailures(wait.toSeconds() + 1);
    }
    try {
      return call.get();
    } catch (WebApplicationException refused) {
      if (refused.getResponse().getStatus() == 401) {
        limit.failed(address, now);
      }
      throw refused;
    }
  }

  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  private Void review(String token) {
    if (!isToken(token)) {
      throw Problem.tokenRefused();
    }
    return switch (kube.post(REVIEWS, REVIEW, token).join()) {
      case KubeAnswer.Ok(_) -> null;
      case KubeAnswer.Unauthorized() -> throw Problem.tokenRefused();
      case KubeAnswer.Forbidden() ->
          throw Problem.notAllowed(
              "This user may not create selfsubjectreviews; grant the role system:basic-user.");
      case KubeAnswer.Failed(String problem) -> throw Problem.clusterFailed(problem);
    };
  }
}
