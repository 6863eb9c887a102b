package dev.apifleet.gateway.filter;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Work that grows with a body: small, it is done at once; large, beside the event loops. */
public final class Work {
  private static final Logger LOG = Logger.getLogger(Work.class);

  /** So much is looked at in well under a millisecond. */
  private static final int SMALL_BYTES = 4 * 1024;

  private static final Problem FAILED =
      new Problem(
          500, "internal_error", "The gateway failed", "A check failed; the gateway's log tells.");

  private Work() {}

  /** Does the work and goes on with its result on the exchange's event loop. */
  public static <T> void on(Exchange exchange, int bytes, Callable<T> work, Consumer<T> then) {
    Context loop = Vertx.currentContext();
    if (bytes > SMALL_BYTES && loop != null) {
      loop.executeBlocking(work, false)
          .onSuccess(then::accept)
          .onFailure(cause -> fail(exchange, cause));
      return;
    }
    T result;
    try {
      result = work.call();
    } catch (Exception e) {
      fail(exchange, e);
      return;
    }
    then.accept(result);
  }

  private static void fail(Exchange exchange, Throwable cause) {
    LOG.errorf(cause, "Request %s could not be checked", exchange.requestId());
    exchange.reject(FAILED);
  }
}
