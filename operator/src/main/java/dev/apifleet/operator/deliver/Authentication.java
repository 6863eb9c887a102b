package dev.apifleet.operator.deliver;

import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Who the caller of one stream has proved to be, and until when: by its first token, and by a new
 * one before that ends. Tokens are reviewed one at a time, beside the event loop that all else here
 * runs on.
 */
final class Authentication {
  private static final Logger LOG = Logger.getLogger(Authentication.class);
  private static final long REVIEW_AGAIN_MILLIS = 5_000;

  private final Vertx vertx;
  private final Sessions sessions;
  private final Consumer<GatewayId> proved;
  private final BiConsumer<GrpcStatus, String> failed;
  private GatewayId gateway;
  private String next;
  private boolean reviewing;
  private boolean ended;
  private long endTimer = -1;

  /**
   * @param proved hears once who it is
   * @param failed hears why the stream has to end
   */
  Authentication(
      Vertx vertx,
      Sessions sessions,
      Consumer<GatewayId> proved,
      BiConsumer<GrpcStatus, String> failed) {
    this.vertx = vertx;
    this.sessions = sessions;
    this.proved = proved;
    this.failed = failed;
  }

  /** The caller shows a token; of several that wait to be reviewed the last counts. */
  void show(String token) {
    next = token;
    review();
  }

  /** The stream is over. */
  void end() {
    ended = true;
    vertx.cancelTimer(endTimer);
  }

  private void review() {
    if (ended || reviewing || next == null) {
      return;
    }
    String token = next;
    next = null;
    reviewing = true;
    vertx
        .executeBlocking(() -> sessions.identify(token), false)
        .onComplete(
            review -> {
              reviewing = false;
              if (ended) {
                return;
              }
              if (review.succeeded()) {
                reviewed(token, review.result());
              } else {
                notReviewed(token, review.cause());
              }
              review();
            });
  }

  private void reviewed(String token, Optional<GatewayId> found) {
    if (found.isEmpty()) {
      failed.accept(GrpcStatus.UNAUTHENTICATED, "its token proves no gateway of an existing fleet");
    } else if (gateway == null) {
      gateway = found.get();
      endWith(token);
      proved.accept(gateway);
    } else if (gateway.equals(found.get())) {
      endWith(token);
    } else {
      failed.accept(GrpcStatus.UNAUTHENTICATED, "its new token is that of another pod");
    }
  }

  /** Who is known already stays so until its token ends; the new one is reviewed later. */
  private void notReviewed(String token, Throwable failure) {
    if (gateway == null) {
      failed.accept(
          GrpcStatus.UNAVAILABLE, "its token could not be reviewed: " + failure.getMessage());
      return;
    }
    LOG.warnf(
        "the new token of %s could not be reviewed, which is tried again: %s",
        gateway.pod(), failure.getMessage());
    vertx.setTimer(
        REVIEW_AGAIN_MILLIS,
        _ -> {
          next = next == null ? token : next;
          review();
        });
  }

  private void endWith(String token) {
    vertx.cancelTimer(endTimer);
    Duration left = Duration.between(sessions.now(), GatewayTokens.end(token, sessions.now()));
    Duration wait = sessions.patience().renewal().plus(left.isNegative() ? Duration.ZERO : left);
    endTimer =
        vertx.setTimer(
            wait.toMillis(),
            _ -> failed.accept(GrpcStatus.UNAUTHENTICATED, "its token came to its end"));
  }
}
