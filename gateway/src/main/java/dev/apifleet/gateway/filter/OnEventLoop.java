package dev.apifleet.gateway.filter;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/** Brings an answer that may come on any thread back to the event loop that asked. */
public final class OnEventLoop {
  private OnEventLoop() {}

  /** The consumer, called on the event loop that this is called on. */
  public static <T> Consumer<T> resume(Consumer<T> then) {
    Context loop = Vertx.currentContext();
    return answer -> {
      if (Vertx.currentContext() == loop) {
        then.accept(answer);
      } else {
        loop.runOnContext(_ -> then.accept(answer));
      }
    };
  }
}
