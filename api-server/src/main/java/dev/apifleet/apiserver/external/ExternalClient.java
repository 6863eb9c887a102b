package dev.apifleet.apiserver.external;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * The dependency as seen through, from the outside in: fallback, retry, breaker, time limit and
 * bulkhead. So the breaker hears of each try that takes too long, and retries stop when it opens.
 * Empty when nothing came.
 */
@ApplicationScoped
public class ExternalClient {

  private final FlakyDependency dependency;

  ExternalClient(FlakyDependency dependency) {
    this.dependency = dependency;
  }

  /** A full bulkhead says nothing of the dependency, and a retry would only fill it more. */
  @Retry(
      maxRetries = 2,
      delay = 20,
      jitter = 10,
      abortOn = {CircuitBreakerOpenException.class, BulkheadException.class})
  @ExponentialBackoff
  @CircuitBreaker(
      requestVolumeThreshold = 20,
      failureRatio = 0.75,
      delay = 2000,
      skipOn = BulkheadException.class)
  @CircuitBreakerName("external")
  @Timeout(250)
  @Bulkhead(value = 32, waitingTaskQueue = 32)
  @Fallback(fallbackMethod = "nothing")
  public Uni<Optional<String>> fetch() {
    return dependency.fetch().map(Optional::of);
  }

  Uni<Optional<String>> nothing() {
    return Uni.createFrom().item(Optional.empty());
  }
}
