package dev.apifleet.gateway.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.ThreadLocalRandom;

/** One direction of a tunnel: what comes from one side goes to the other as it is. */
final class TunnelFlow {
  private static final int CLOSE_FRAME = 0x88;
  private static final int MASKED = 0x80;
  private final Promise<Void> said = Promise.promise();
  private final FrameBoundary frames = new FrameBoundary();
  private final NetSocket from;
  private final NetSocket to;
  private final boolean masked;
  private long passed;
  private short reason;
  private boolean leaving;
  private boolean closed;

  /**
   * A flow that has not begun.
   *
   * @param masked whether the frames of this direction are, as all are that go to a server
   */
  TunnelFlow(NetSocket from, NetSocket to, boolean masked) {
    this.from = from;
    this.to = to;
    this.masked = masked;
  }

  /** Begins; tells when the side that it comes from has ended, and all of that has passed. */
  void start(Runnable onEnd) {
    from.handler(this::pass);
    from.endHandler(_ -> onEnd.run());
    from.resume();
  }

  /** How many bytes have come. */
  long passed() {
    return passed;
  }

  private void pass(Buffer chunk) {
    passed += chunk.length();
    if (closed) {
      return;
    }
    int at = 0;
    do {
      at = frames.take(chunk, at);
    } while (at < chunk.length() && !leaving);
    to.write(at == chunk.length() ? chunk : chunk.slice(0, at));
    if (leaving && frames.isBetweenFrames()) {
      sayGoodbye();
    } else if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(_ -> from.resume());
    }
  }

  /**
   * Says goodbye where the frame under way ends; what comes after it is dropped. Completes when
   * that is out.
   */
  Future<Void> leave(short why) {
    reason = why;
    leaving = true;
    if (frames.isBetweenFrames() && !closed) {
      sayGoodbye();
    }
    return said.future();
  }

  /** Unless that was said already. */
  private void sayGoodbye() {
    closed = true;
    if (frames.sawClose()) {
      to.write(Buffer.buffer()).onComplete(said);
      return;
    }
    Buffer frame = Buffer.buffer().appendUnsignedByte((short) CLOSE_FRAME);
    if (masked) {
      int mask = ThreadLocalRandom.current().nextInt();
      frame.appendUnsignedByte((short) (MASKED | Short.BYTES)).appendInt(mask);
      frame.appendShort((short) (reason ^ mask >>> Short.SIZE));
    } else {
      frame.appendByte((byte) Short.BYTES).appendShort(reason);
    }
    to.write(frame).onComplete(said);
  }
}
