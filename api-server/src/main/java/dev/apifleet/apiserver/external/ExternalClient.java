package dev.apifleet.apiserver.external;

import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** The dependency as seen through retry, breaker and time limit; empty when it gave nothing. */
@ApplicationScoped
public class ExternalClient {

  private final FlakyDependency dependency;

  ExternalClient(FlakyDependency dependency) {
    this.dependency = dependency;
  }

  @Retry(maxRetries = 2, delay = 20, jitter = 10, abortOn = CircuitBreakerOpenException.class)
  @ExponentialBackoff
  @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.75, delay = 2000)
  @Timeout(250)
  @Fallback(fallbackMethod = "nothing")
  public Uni<Optional<String>> fetch() {
    return dependency.fetch().map(Optional::of);
  }

  Uni<Optional<String>> nothing() {
    return Uni.createFrom().item(Optional.empty());
  }
}
