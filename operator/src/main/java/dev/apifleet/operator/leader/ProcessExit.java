package dev.apifleet.operator.leader;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The end of this very process. */
final class ProcessExit implements Exit {
  private static final Logger LOG = Logger.getLogger(ProcessExit.class);

  /** Longer than reconcilers are given to end what they began. */
  private static final long PATIENCE_SECONDS = 15;

  @Override
  public void atLast() {
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS, Runnable::run)
        .execute(
            () -> {
              LOG.error("did not end in order");
              Runtime.getRuntime().halt(1);
            });
  }

  @Override
  public void inOrder() {
    Quarkus.asyncExit(1);
  }
}
