package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Checks and hashes passwords on threads of its own. Hashing is costly on purpose, so few checks
 * run at once and few wait: a burst of logins neither stalls other requests nor exhausts the
 * memory.
 */
@ApplicationScoped
public class PasswordCheck {

  private static final int AT_ONCE = 2;
  private static final int WAITING = 32;

  private final ExecutorService threads =
      new ThreadPoolExecutor(
          AT_ONCE, AT_ONCE, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING));

  @PreDestroy
  void stop() {
    threads.shutdown();
  }

  Uni<Boolean> matches(String password, Optional<Account> account) {
    return onThreads(() -> matchesNow(password, account));
  }

  Uni<String> hash(String password) {
    return onThreads(() -> Passwords.hash(password));
  }

  private <T> Uni<T> onThreads(Supplier<T> work) {
    return Uni.createFrom()
        .item(work)
        .runSubscriptionOn(threads)
        .onFailure(RejectedExecutionException.class)
        .transform(full -> new ProblemException(busy()));
  }

  private static boolean matchesNow(String password, Optional<Account> account) {
    return account
        .map(known -> Passwords.matches(password, known.passwordHash))
        .orElseGet(() -> Passwords.matchesNobody(password));
  }

  private static Problem busy() {
    return Problem.unavailable("login-busy", "Too many logins at once; try again shortly.");
  }
}
