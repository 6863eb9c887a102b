package dev.apifleet.gateway.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Sends what a lane has written when all that has come is read, or when much waits, rather than at
 * once: what is alike is done together, and who is woken by the first bytes is still awake for the
 * next. Confined to one event loop.
 */
public final class Flushes {
  /** So many connections wait at most, so that none waits long. */
  private static final int MOST = 64;

  private final Queue<Later> waiting = new ArrayDeque<>();
  private boolean scheduled;

  /** From now on a connection is flushed with the others; its handler is to be the outermost. */
  void join(ChannelPipeline pipeline) {
    pipeline.addFirst(new Later());
  }

  private void flushAll() {
    for (Later next = waiting.poll(); next != null; next = waiting.poll()) {
      next.flushNow();
    }
  }

  private final class Later extends ChannelOutboundHandlerAdapter {
    private ChannelHandlerContext context;
    private boolean pending;

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
      context = added;
    }

    @Override
    public void flush(ChannelHandlerContext ignored) {
      if (pending) {
        return;
      }
      pending = true;
      waiting.add(this);
      if (waiting.size() >= MOST) {
        flushAll();
      } else if (!scheduled) {
        scheduled = true;
        context
            .executor()
            .execute(
                () -> {
                  scheduled = false;
                  flushAll();
                });
      }
    }

    private void flushNow() {
      if (pending) {
        pending = false;
        context.flush();
      }
    }

    @Override
    public void close(ChannelHandlerContext closing, ChannelPromise promise) {
      flushNow();
      closing.close(promise);
    }
  }
}
